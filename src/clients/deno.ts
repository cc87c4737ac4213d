/** Deno: fetch and module downloads. */
import type { Client } from './client.ts'

export const deno: Client = {
  id: 'deno',
  title: 'Deno',
  commands: ['deno'],
  proxy: {
    http: ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'],
    https: ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'],
    schemes: ['http', 'https', 'socks5', 'socks5h'],
    bare: true,
  },
  exceptions: { variables: ['NO_PROXY', 'no_proxy'], dialect: 'deno' },
  trust: [{ name: 'DENO_CERT', effect: 'adds' }],
  store: "Mozilla's roots built in (DENO_TLS_CA_STORE=system for the system's)",
  storeBy: ({ DENO_TLS_CA_STORE: names }) => names && `${stores(names)} (DENO_TLS_CA_STORE)`,
  quirks: ['NODE_EXTRA_CA_CERTS is read from Deno 2.8 on.'],
  source: 'https://docs.deno.com/runtime/reference/env_variables/',
}

/** A list of stores, all of which are trusted. */
function stores(names: string): string {
  const known: Readonly<Record<string, string>> = { system: "the system's roots", mozilla: "Mozilla's roots built in" }
  return names
    .split(',')
    .map((name) => known[name.trim()] ?? name.trim())
    .join(' and ')
}
