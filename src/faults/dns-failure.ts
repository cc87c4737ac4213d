/** A name that does not resolve: the dial ends before any address is known. */
import { failingDial } from '../kit/dial-fault.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const dnsFailure = defineFault({
  name: 'dns_failure',
  summary: 'The name of the upstream does not resolve.',
  family: 'connection',
  options: { delay: { kind: 'duration', summary: 'Time until the failure.', default: 0 } },
  explain: ({ delay }) =>
    `let the name of the upstream not resolve${delay === 0 ? '' : ` after ${readableDuration(delay)}`}`,
  arm({ delay }, plan, _, { rule }) {
    const named = { name: 'dns_failure', rule, code: 'dns_failed' } as const
    plan.dial.push(failingDial(named, delay, (_, { host }) => `${host} does not resolve`))
  },
})
