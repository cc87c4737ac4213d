/** A port that nobody listens on: the dial ends at once. */
import { formatAuthority } from '../kit/authority.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const connectRefused = defineFault({
  name: 'connect_refused',
  summary: 'The upstream refuses the connection.',
  family: 'connection',
  options: { delay: { kind: 'duration', summary: 'Time until the failure.', default: 0 } },
  explain: ({ delay }) =>
    `let the upstream refuse the connection${delay === 0 ? '' : ` after ${readableDuration(delay)}`}`,
  arm({ delay }, plan, { target }, { rule }) {
    const message = `the fault connect_refused of the rule ${rule}: ${formatAuthority(target.host, target.port)} refused the connection`
    plan.dial.push({
      rule,
      name: 'connect_refused',
      failure: { code: 'connect_refused', message, leg: 'upstream' },
      after: delay,
    })
  },
})
