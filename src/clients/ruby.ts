/** Ruby's Net::HTTP and what is built on it. */
import { commonProxy } from './client.ts'
import type { Client } from './client.ts'

export const ruby: Client = {
  id: 'ruby',
  title: 'Ruby Net::HTTP',
  commands: ['ruby'],
  // Net::HTTP asks for the http proxy whatever the scheme (net/http.rb, proxy_uri).
  proxy: { http: commonProxy.http, https: commonProxy.http, schemes: ['http'], bare: false },
  exceptions: { variables: commonProxy.exceptions, dialect: 'ruby', loopbackDirect: true },
  trust: [{ name: 'SSL_CERT_FILE', effect: 'replaces' }],
  store: "OpenSSL's default paths",
  quirks: ['http_proxy serves https too; https_proxy is not read.', 'Names that resolve to loopback go direct.'],
  source: 'https://docs.ruby-lang.org/en/master/URI/Generic.html#method-i-find_proxy',
}
