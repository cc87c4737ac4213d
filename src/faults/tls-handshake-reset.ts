/** A connection that ends in the TLS handshake, as through a firewall that dislikes the server name. */
import { failingHandshake } from '../kit/dial-fault.ts'
import { tlsSide } from '../kit/tls-side.ts'
import { defineFault } from '../model/fault.ts'

export const tlsHandshakeReset = defineFault({
  name: 'tls_handshake_reset',
  summary: 'The connection is reset during the TLS handshake.',
  family: 'connection',
  options: { side: tlsSide },
  explain: ({ side }) =>
    side === 'client'
      ? 'reset the connection in the TLS handshake with the client'
      : 'let the upstream reset the connection during the TLS handshake',
  handshake: ({ side }) => (side === 'client' ? 'reset' : undefined),
  arm({ side }, plan, _, { rule }) {
    if (side === 'client') return
    const named = { name: 'tls_handshake_reset', rule, code: 'tls_failed' } as const
    plan.dial.push(failingHandshake(named, (server) => `${server} closed the connection during the TLS handshake`))
  },
})
