/** A certificate for another name, as of a load balancer that does not know the host. */
import { formatAuthority } from '../kit/authority.ts'
import { defineFault } from '../model/fault.ts'

export const tlsWrongHost = defineFault({
  name: 'tls_wrong_host',
  summary: "The upstream's certificate is for another host.",
  family: 'connection',
  options: { side: { kind: 'choice', summary: 'Whose handshake fails.', choices: ['upstream'] } },
  explain: () => "show the upstream's certificate as one for another host",
  arm(_values, plan, { target }, { rule }) {
    // Without TLS there is no handshake to fail.
    if (target.scheme !== 'https') return
    const message = `the fault tls_wrong_host of the rule ${rule}: the certificate of ${formatAuthority(target.host, target.port)} is for another host`
    plan.dial.push({
      rule,
      name: 'tls_wrong_host',
      failure: { code: 'tls_certificate', message, leg: 'upstream' },
      after: 0,
    })
  },
})
