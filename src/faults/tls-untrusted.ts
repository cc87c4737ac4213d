/** A certificate that no known authority signed, as behind a box that inspects TLS. */
import { formatAuthority } from '../kit/authority.ts'
import { defineFault } from '../model/fault.ts'

export const tlsUntrusted = defineFault({
  name: 'tls_untrusted',
  summary: "The upstream's certificate is signed by an unknown authority.",
  family: 'connection',
  options: { side: { kind: 'choice', summary: 'Whose handshake fails.', choices: ['upstream'] } },
  explain: () => "show the upstream's certificate as signed by an unknown authority",
  arm(_values, plan, { target }, { rule }) {
    // Without TLS there is no handshake to fail.
    if (target.scheme !== 'https') return
    const message = `the fault tls_untrusted of the rule ${rule}: the certificate of ${formatAuthority(target.host, target.port)} is signed by an unknown authority`
    plan.dial.push({
      rule,
      name: 'tls_untrusted',
      failure: { code: 'tls_certificate', message, leg: 'upstream' },
      after: 0,
    })
  },
})
