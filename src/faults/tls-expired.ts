/** A certificate past its end, as after a renewal that nobody noticed failing. */
import { failingHandshake } from '../kit/dial-fault.ts'
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
  arm({ side }, plan, _, { rule }) {
    if (side === 'client') return
    const named = { name: 'tls_expired', rule, code: 'tls_certificate' } as const
    plan.dial.push(failingHandshake(named, (server) => `the certificate of ${server} has expired`))
  },
})
