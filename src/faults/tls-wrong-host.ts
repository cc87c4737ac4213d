/** A certificate for another name, as of a load balancer that does not know the host. */
import { formatAuthority } from '../kit/authority.ts'
import { tlsSide } from '../kit/tls-side.ts'
import { defineFault } from '../model/fault.ts'

export const tlsWrongHost = defineFault({
  name: 'tls_wrong_host',
  summary: 'The certificate is for another host.',
  family: 'connection',
  options: { side: tlsSide },
  explain: ({ side }) =>
    side === 'client'
      ? 'show the client a certificate for another host'
      : "show the upstream's certificate as one for another host",
  handshake: ({ side }) => (side === 'client' ? 'wrong-host' : undefined),
  arm({ side }, plan, { target }, { rule }) {
    // Without TLS there is no handshake to fail.
    if (side === 'client' || target.scheme !== 'https') return
    const message = `the fault tls_wrong_host of the rule ${rule}: the certificate of ${formatAuthority(target.host, target.port)} is for another host`
    plan.dial.push({
      rule,
      name: 'tls_wrong_host',
      failure: { code: 'tls_certificate', message, leg: 'upstream' },
      after: 0,
    })
  },
})
