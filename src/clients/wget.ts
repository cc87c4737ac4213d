/** GNU Wget 1.x. */
import type { Client } from './client.ts'

export const wget: Client = {
  id: 'wget',
  title: 'wget',
  commands: ['wget'],
  proxy: { http: ['http_proxy'], https: ['https_proxy'], schemes: ['http'], bare: true },
  exceptions: { variables: ['no_proxy'], dialect: 'wget' },
  trust: [],
  store: 'the system store, or ca_certificate in ~/.wgetrc or the file that WGETRC names',
  quirks: [
    'Variables in capitals are not read.',
    'Built with GnuTLS (Debian, Ubuntu) it reads no CA variable, with OpenSSL SSL_CERT_FILE; --ca-certificate=FILE and ca_certificate in a wgetrc work for both.',
  ],
  source: 'https://www.gnu.org/software/wget/manual/html_node/Proxies.html',
}
