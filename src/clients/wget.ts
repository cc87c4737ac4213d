/** GNU Wget 1.x. */
import type { Client } from './client.ts'
import { isOff, readWgetrc } from './configs/wgetrc.ts'

export const wget: Client = {
  id: 'wget',
  title: 'wget',
  commands: ['wget'],
  proxy: {
    http: ['wgetrc http_proxy', 'http_proxy'],
    https: ['wgetrc https_proxy', 'https_proxy'],
    schemes: ['http'],
    bare: true,
  },
  exceptions: { variables: ['wgetrc no_proxy', 'no_proxy'], dialect: 'wget' },
  trust: [{ name: 'wgetrc ca_certificate', effect: 'replaces' }],
  store: 'the system store',
  verification: [{ name: 'wgetrc check_certificate', off: isOff }],
  readConfig: readWgetrc,
  quirks: [
    'Variables in capitals are not read.',
    'http_proxy and https_proxy in a wgetrc win over the variables.',
    'Built with GnuTLS (Debian, Ubuntu) it reads no CA variable, with OpenSSL SSL_CERT_FILE; --ca-certificate=FILE and ca_certificate in a wgetrc work for both.',
  ],
  source: 'https://www.gnu.org/software/wget/manual/html_node/Proxies.html',
}
