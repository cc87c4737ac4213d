/** git over https, which is libcurl with settings of its own. */
import { commonProxy, curlProxy } from './client.ts'
import type { Client } from './client.ts'

export const git: Client = {
  id: 'git',
  title: 'git',
  commands: ['git'],
  proxy: curlProxy,
  exceptions: { variables: commonProxy.exceptions, dialect: 'curl' },
  trust: [{ name: 'GIT_SSL_CAINFO', effect: 'replaces' }],
  store: "libcurl's system store, or http.sslCAInfo",
  quirks: ['http.proxy in its config wins over the variables.', 'ssh remotes use no proxy.'],
  source: 'https://git-scm.com/docs/git-config (http.proxy, http.sslCAInfo)',
}
