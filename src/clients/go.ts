/** Go programs on net/http's default transport. */
import type { Client } from './client.ts'

export const go: Client = {
  id: 'go',
  title: 'Go',
  commands: ['go'],
  proxy: {
    http: ['HTTP_PROXY', 'http_proxy'],
    https: ['HTTPS_PROXY', 'https_proxy'],
    schemes: ['http', 'https', 'socks5', 'socks5h'],
    bare: true,
  },
  exceptions: { variables: ['NO_PROXY', 'no_proxy'], dialect: 'go', loopbackDirect: true },
  trust: [{ name: 'SSL_CERT_FILE', effect: 'replaces' }],
  store: 'the system store',
  quirks: [
    'Capitals win over lower case.',
    'localhost and loopback addresses never go through a proxy.',
    'SSL_CERT_FILE is read on Linux and BSD only; directories of certificates stay trusted beside it.',
  ],
  source: 'https://pkg.go.dev/golang.org/x/net/http/httpproxy#FromEnvironment',
}
