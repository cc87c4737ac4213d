/** Python's HTTP clients: one language, four readings of the same variables. */
import { commonProxy } from './client.ts'
import type { Client, ClientTarget } from './client.ts'
import { readPipConf } from './configs/pip-conf.ts'

const commands = ['python3', 'python']
const all = ['all_proxy', 'ALL_PROXY']

/** Looks for a module without importing it. */
function library(module: string): NonNullable<Client['library']> {
  return ['python3', '-c', `import importlib.util as u; print('yes' if u.find_spec('${module}') else 'no')`]
}

export const requests: Client = {
  id: 'python-requests',
  title: 'Python requests',
  commands,
  library: library('requests'),
  proxy: {
    http: [...commonProxy.http, ...all],
    https: [...commonProxy.https, ...all],
    // SOCKS only with the package PySocks.
    schemes: ['http', 'https', 'socks4', 'socks4a', 'socks5', 'socks5h'],
    bare: true,
  },
  exceptions: { variables: commonProxy.exceptions, dialect: 'requests' },
  trust: [
    { name: 'REQUESTS_CA_BUNDLE', effect: 'replaces' },
    { name: 'CURL_CA_BUNDLE', effect: 'replaces' },
  ],
  store: 'the package certifi',
  quirks: ['SSL_CERT_FILE is not read.', 'SOCKS proxies need the package PySocks.'],
  source: 'https://requests.readthedocs.io/en/latest/user/advanced/#proxies',
}

export const urllib: Client = {
  id: 'python-urllib',
  title: 'Python urllib',
  commands,
  proxy: { http: commonProxy.http, https: commonProxy.https, schemes: ['http', 'https'], bare: true },
  exceptions: { variables: commonProxy.exceptions, dialect: 'urllib' },
  trust: [{ name: 'SSL_CERT_FILE', effect: 'replaces' }],
  store: "OpenSSL's default paths",
  quirks: ['ALL_PROXY is not read.', 'No networks (10.0.0.0/8) in NO_PROXY.'],
  source: 'https://docs.python.org/3/library/urllib.request.html#urllib.request.getproxies',
}

export const httpx: Client = {
  id: 'python-httpx',
  title: 'Python httpx',
  commands,
  library: library('httpx'),
  proxy: {
    http: [...commonProxy.http, ...all],
    https: [...commonProxy.https, ...all],
    schemes: ['http', 'https', 'socks5', 'socks5h'],
    bare: true,
  },
  exceptions: { variables: commonProxy.exceptions, dialect: 'httpx' },
  trust: [{ name: 'SSL_CERT_FILE', effect: 'replaces' }],
  store: 'the package certifi',
  quirks: ['A SOCKS proxy in any variable fails at start without the package socksio.'],
  source: 'https://www.python-httpx.org/environment_variables/',
}

const pipProxies = ['PIP_PROXY', 'pip.conf proxy']

/** `host` or `host:port`, blanks between (session.py, add_trusted_host). */
function isTrustedHost(list: string, { host, port }: ClientTarget): boolean {
  return list.split(/\s+/).some((entry) => entry === host || entry === `${host}:${port}`)
}

export const pip: Client = {
  id: 'pip',
  title: 'pip',
  commands: ['pip3', 'pip'],
  proxy: {
    ...requests.proxy,
    http: [...pipProxies, ...requests.proxy.http],
    https: [...pipProxies, ...requests.proxy.https],
  },
  exceptions: { ...requests.exceptions, notFor: pipProxies },
  // requests takes the variables before what its session was given, and so before pip's own (tried on 23.2).
  trust: [...requests.trust, { name: 'PIP_CERT', effect: 'replaces' }, { name: 'pip.conf cert', effect: 'replaces' }],
  store: 'the system store since pip 24.2, certifi before',
  verification: [
    { name: 'PIP_TRUSTED_HOST', off: isTrustedHost },
    { name: 'pip.conf trusted-host', off: isTrustedHost },
  ],
  readConfig: readPipConf,
  quirks: [
    'proxy in pip.conf wins over the common variables and knows no exceptions; PIP_PROXY wins over pip.conf.',
    'REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE win over PIP_CERT and cert in pip.conf.',
  ],
  source: 'https://pip.pypa.io/en/stable/user_guide/#using-a-proxy-server',
  // An explicit proxy makes pip forget NO_PROXY.
  settings: ({ proxyUrl, noProxy }) => (noProxy === '' ? { PIP_PROXY: proxyUrl } : {}),
}
