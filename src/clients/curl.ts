/** curl, the tool. Other programs on libcurl share its proxy variables but not its CA variables. */
import { commonProxy, curlProxy } from './client.ts'
import type { Client } from './client.ts'

export const curl: Client = {
  id: 'curl',
  title: 'curl',
  commands: ['curl'],
  proxy: curlProxy,
  exceptions: { variables: commonProxy.exceptions, dialect: 'curl' },
  trust: [
    { name: 'CURL_CA_BUNDLE', effect: 'replaces' },
    { name: 'SSL_CERT_FILE', effect: 'replaces' },
  ],
  store: 'the system store it was built with',
  quirks: [
    'HTTP_PROXY in capitals is not read.',
    'A ~/.curlrc may name another proxy; -q skips it.',
    'Built on Schannel (Windows), it reads no CA variable.',
  ],
  source: 'https://curl.se/docs/manpage.html (ENVIRONMENT)',
}
