/** A name that does not resolve: the dial ends before any address is known. */
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const dnsFailure = defineFault({
  name: 'dns_failure',
  summary: 'The name of the upstream does not resolve.',
  family: 'connection',
  options: { delay: { kind: 'duration', summary: 'Time until the failure.', default: 0 } },
  explain: ({ delay }) =>
    `let the name of the upstream not resolve${delay === 0 ? '' : ` after ${readableDuration(delay)}`}`,
  arm({ delay }, plan, { target }, { rule }) {
    const message = `the fault dns_failure of the rule ${rule}: ${target.host} does not resolve`
    plan.dial.push({
      rule,
      name: 'dns_failure',
      failure: { code: 'dns_failed', message, leg: 'upstream' },
      after: delay,
    })
  },
})
