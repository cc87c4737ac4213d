/** A certificate past its end, as after a renewal that nobody noticed failing. */
import { formatAuthority } from '../kit/authority.ts'
import { tlsSide } from '../kit/tls-side.ts'
import { defineFault } from '../model/fault.ts'

export const tlsExpired = defineFault({
  name: 'tls_expired',
  summary: 'The certificate has expired.',
  family: 'connection',
  options: { side: tlsSide },
  explain: ({ side }) =>
    side === 'client' ? 'show the client an expired certificate' : "show the upstream's certificate as expired",
  handshake: ({ side }) => (side === 'client' ? 'expired' : undefined),
  arm({ side }, plan, { target }, { rule }) {
    // Without TLS there is no handshake to fail.
    if (side === 'client' || target.scheme !== 'https') return
    const message = `the fault tls_expired of the rule ${rule}: the certificate of ${formatAuthority(target.host, target.port)} has expired`
    plan.dial.push({
      rule,
      name: 'tls_expired',
      failure: { code: 'tls_certificate', message, leg: 'upstream' },
      after: 0,
    })
  },
})
