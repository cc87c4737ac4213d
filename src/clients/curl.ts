/** curl, the tool. Other programs on libcurl share its proxy variables but not its CA variables. */
import { commonProxy, curlProxy } from './client.ts'
import type { Client } from './client.ts'
import { readCurlrc } from './configs/curlrc.ts'

export const curl: Client = {
  id: 'curl',
  title: 'curl',
  commands: ['curl'],
  proxy: {
    ...curlProxy,
    http: ['curlrc proxy', ...curlProxy.http],
    https: ['curlrc proxy', ...curlProxy.https],
  },
  exceptions: { variables: ['curlrc noproxy', ...commonProxy.exceptions], dialect: 'curl' },
  trust: [
    { name: 'curlrc cacert', effect: 'replaces' },
    { name: 'CURL_CA_BUNDLE', effect: 'replaces' },
    { name: 'SSL_CERT_FILE', effect: 'replaces' },
  ],
  store: 'the system store it was built with',
  verification: [{ name: 'curlrc insecure', off: (value) => value === 'true' }],
  readConfig: readCurlrc,
  quirks: [
    'HTTP_PROXY in capitals is not read.',
    'A proxy in ~/.curlrc wins over the variables; curl -q passes over the file.',
    'Built on Schannel (Windows), it reads no CA variable.',
  ],
  source: 'https://curl.se/docs/manpage.html (ENVIRONMENT)',
}
