/** Node.js: `http.request` and `fetch` read the same variables once told to, and differ in everything else. */
import type { Variables } from '../kit/environment.ts'
import { commonProxy } from './client.ts'
import type { Client } from './client.ts'

const needs = {
  name: 'NODE_USE_ENV_PROXY',
  value: '1',
  orFlag: { variable: 'NODE_OPTIONS', flag: '--use-env-proxy' },
}
const trust = [{ name: 'NODE_EXTRA_CA_CERTS', effect: 'adds' }] as const
const store = "Node's own roots (--use-system-ca adds the system's)"
const storeBy = ({ NODE_OPTIONS: options, NODE_USE_SYSTEM_CA: system }: Variables) => {
  if (options?.split(/\s+/).includes('--use-system-ca')) return "Node's own roots and the system's (NODE_OPTIONS)"
  return system === '1' ? "Node's own roots and the system's (NODE_USE_SYSTEM_CA, from 22.19 and 24.6 on)" : undefined
}
const verification = [{ name: 'NODE_TLS_REJECT_UNAUTHORIZED', off: (value: string) => value === '0' }]
const source = 'https://nodejs.org/docs/latest-v24.x/api/http.html#built-in-proxy-support'

export const nodeHttp: Client = {
  id: 'node-http',
  title: 'Node http',
  commands: ['node'],
  proxy: { http: commonProxy.http, https: commonProxy.https, schemes: ['http', 'https'], bare: false, needs },
  exceptions: { variables: commonProxy.exceptions, dialect: 'node-http' },
  trust,
  store,
  storeBy,
  verification,
  quirks: [
    'Before 22.21 and 24.5 no proxy variable is read.',
    'A request with an agent of its own does not use the variables.',
  ],
  source,
}

export const nodeFetch: Client = {
  id: 'node-fetch',
  title: 'Node fetch',
  commands: ['node'],
  proxy: {
    http: commonProxy.http,
    // undici's EnvHttpProxyAgent takes the http proxy for https URLs when there is no https one.
    https: [...commonProxy.https, ...commonProxy.http],
    schemes: ['http', 'https'],
    bare: false,
    needs,
  },
  exceptions: { variables: commonProxy.exceptions, dialect: 'node-fetch' },
  trust,
  store,
  storeBy,
  verification,
  quirks: ['http_proxy alone also serves https URLs.', 'Before 22.21 and 24.0 no proxy variable is read.'],
  source: 'https://undici.nodejs.org/#/docs/api/EnvHttpProxyAgent',
  // The npm package global-agent, which many command-line tools load, has names of its own.
  settings: ({ proxyUrl, noProxy }) => ({
    GLOBAL_AGENT_HTTP_PROXY: proxyUrl,
    GLOBAL_AGENT_HTTPS_PROXY: proxyUrl,
    GLOBAL_AGENT_NO_PROXY: noProxy,
  }),
}
