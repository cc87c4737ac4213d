/** git over https, which is libcurl with settings of its own. */
import { commonProxy, curlProxy } from './client.ts'
import type { Client } from './client.ts'
import { readGitConfig } from './configs/git-config.ts'

export const git: Client = {
  id: 'git',
  title: 'git',
  commands: ['git'],
  proxy: {
    ...curlProxy,
    http: ['git http.proxy', ...curlProxy.http],
    https: ['git http.proxy', ...curlProxy.https],
  },
  exceptions: { variables: commonProxy.exceptions, dialect: 'curl' },
  trust: [
    { name: 'GIT_SSL_CAINFO', effect: 'replaces' },
    { name: 'git http.sslCAInfo', effect: 'replaces' },
  ],
  store: "libcurl's system store",
  verification: [
    { name: 'GIT_SSL_NO_VERIFY', whateverValue: true, off: () => true },
    { name: 'git http.sslVerify', off: (value) => value === 'false' },
  ],
  readConfig: readGitConfig,
  quirks: [
    'http.proxy in its config wins over the variables, http.<url>.proxy over that.',
    'GIT_SSL_NO_VERIFY counts with any value, also 0.',
    'ssh remotes use no proxy.',
  ],
  source: 'https://git-scm.com/docs/git-config (http.proxy, http.sslCAInfo, http.sslVerify)',
}
