/** npm, which brings its own agent and settings to Node. */
import type { Client } from './client.ts'
import { readNpmrc } from './configs/npmrc.ts'

const settings = ['npm_config_https_proxy', 'npmrc https-proxy', 'npm_config_proxy', 'npmrc proxy']

export const npm: Client = {
  id: 'npm',
  title: 'npm',
  commands: ['npm'],
  proxy: {
    // The https proxy also serves http registries (@npmcli/agent, lib/proxy.js).
    http: [...settings, 'https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'proxy', 'PROXY'],
    https: [...settings, 'https_proxy', 'HTTPS_PROXY'],
    schemes: ['http', 'https', 'socks', 'socks4', 'socks4a', 'socks5', 'socks5h'],
    bare: false,
  },
  exceptions: {
    // The agent is made without the list it was chosen by, and asks the variables again (@npmcli/agent, lib/index.js).
    variables: ['npm_config_noproxy', 'npmrc noproxy'],
    also: ['no_proxy', 'NO_PROXY'],
    dialect: 'npm',
  },
  trust: [
    { name: 'npm_config_cafile', effect: 'replaces' },
    { name: 'npmrc cafile', effect: 'replaces' },
    { name: 'NODE_EXTRA_CA_CERTS', effect: 'adds' },
  ],
  store: "Node's own roots",
  verification: [
    { name: 'npm_config_strict_ssl', off: (value) => value === 'false' },
    { name: 'npmrc strict-ssl', off: (value) => value === 'false' },
  ],
  readConfig: readNpmrc,
  quirks: [
    'NODE_TLS_REJECT_UNAUTHORIZED does nothing: strict-ssl decides.',
    'proxy, https-proxy, noproxy and cafile in .npmrc win over the common variables.',
  ],
  source: 'https://docs.npmjs.com/cli/v11/using-npm/config#https-proxy',
  settings: ({ proxyUrl, noProxy }) => ({
    npm_config_proxy: proxyUrl,
    npm_config_https_proxy: proxyUrl,
    // An empty variable would not be read, and leave the list of an .npmrc in force.
    npm_config_noproxy: noProxy || ',',
  }),
}
