/** A certificate that no known authority signed, as behind a box that inspects TLS. */
import { failingHandshake } from '../kit/dial-fault.ts'
import { tlsSide } from '../kit/tls-side.ts'
import { defineFault } from '../model/fault.ts'

export const tlsUntrusted = defineFault({
  name: 'tls_untrusted',
  summary: 'The certificate is signed by an unknown authority.',
  family: 'connection',
  options: { side: tlsSide },
  explain: ({ side }) =>
    side === 'client'
      ? 'show the client a certificate that is signed by an unknown authority'
      : "show the upstream's certificate as signed by an unknown authority",
  handshake: ({ side }) => (side === 'client' ? 'untrusted' : undefined),
  arm({ side }, plan, _, { rule }) {
    if (side === 'client') return
    const named = { name: 'tls_untrusted', rule, code: 'tls_certificate' } as const
    plan.dial.push(
      failingHandshake(named, (server) => `the certificate of ${server} is signed by an unknown authority`),
    )
  },
})
