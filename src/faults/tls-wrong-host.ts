/** A certificate for another name, as of a load balancer that does not know the host. */
import { failingHandshake } from '../kit/dial-fault.ts'
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
  arm({ side }, plan, _, { rule }) {
    if (side === 'client') return
    const named = { name: 'tls_wrong_host', rule, code: 'tls_certificate' } as const
    plan.dial.push(failingHandshake(named, (server) => `the certificate of ${server} is for another host`))
  },
})
