/** Cargo, which downloads through libcurl. */
import { commonProxy, curlProxy } from './client.ts'
import type { Client } from './client.ts'
import { readCargoConfig } from './configs/cargo-config.ts'

export const cargo: Client = {
  id: 'cargo',
  title: 'Cargo',
  commands: ['cargo'],
  proxy: {
    ...curlProxy,
    http: ['CARGO_HTTP_PROXY', 'cargo http.proxy', ...curlProxy.http],
    https: ['CARGO_HTTP_PROXY', 'cargo http.proxy', ...curlProxy.https],
  },
  exceptions: { variables: commonProxy.exceptions, dialect: 'curl' },
  trust: [
    { name: 'CARGO_HTTP_CAINFO', effect: 'replaces' },
    { name: 'cargo http.cainfo', effect: 'replaces' },
    { name: 'SSL_CERT_FILE', effect: 'replaces' },
  ],
  store: 'the system store',
  readConfig: readCargoConfig,
  quirks: [
    'As rustup installs it, it brings a libcurl of its own: blanks in NO_PROXY do not separate.',
    'http.proxy in its config, then in git’s, wins over http_proxy and https_proxy.',
  ],
  source: 'https://doc.rust-lang.org/cargo/reference/config.html#http',
  settings: ({ proxyUrl }) => ({ CARGO_HTTP_PROXY: proxyUrl }),
}
