/** A certificate that no known authority signed, as behind a box that inspects TLS. */
import { formatAuthority } from '../kit/authority.ts'
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
  arm({ side }, plan, { target }, { rule }) {
    // Without TLS there is no handshake to fail.
    if (side === 'client' || target.scheme !== 'https') return
    const message = `the fault tls_untrusted of the rule ${rule}: the certificate of ${formatAuthority(target.host, target.port)} is signed by an unknown authority`
    plan.dial.push({
      rule,
      name: 'tls_untrusted',
      failure: { code: 'tls_certificate', message, leg: 'upstream' },
      after: 0,
    })
  },
})
