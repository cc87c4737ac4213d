/** A connection that ends in the TLS handshake, as through a firewall that dislikes the server name. */
import { formatAuthority } from '../kit/authority.ts'
import { defineFault } from '../model/fault.ts'

export const tlsHandshakeReset = defineFault({
  name: 'tls_handshake_reset',
  summary: 'The upstream resets the connection during the TLS handshake.',
  family: 'connection',
  options: { side: { kind: 'choice', summary: 'Whose handshake fails.', choices: ['upstream'] } },
  explain: () => 'let the upstream reset the connection during the TLS handshake',
  arm(_values, plan, { target }, { rule }) {
    // Without TLS there is no handshake to fail.
    if (target.scheme !== 'https') return
    const message = `the fault tls_handshake_reset of the rule ${rule}: ${formatAuthority(target.host, target.port)} closed the connection during the TLS handshake`
    plan.dial.push({
      rule,
      name: 'tls_handshake_reset',
      failure: { code: 'tls_failed', message, leg: 'upstream' },
      after: 0,
    })
  },
})
