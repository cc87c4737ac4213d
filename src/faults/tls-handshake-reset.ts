/** A connection that ends in the TLS handshake, as through a firewall that dislikes the server name. */
import { formatAuthority } from '../kit/authority.ts'
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
  arm({ side }, plan, { target }, { rule }) {
    // Without TLS there is no handshake to fail.
    if (side === 'client' || target.scheme !== 'https') return
    const message = `the fault tls_handshake_reset of the rule ${rule}: ${formatAuthority(target.host, target.port)} closed the connection during the TLS handshake`
    plan.dial.push({
      rule,
      name: 'tls_handshake_reset',
      failure: { code: 'tls_failed', message, leg: 'upstream' },
      after: 0,
    })
  },
})
