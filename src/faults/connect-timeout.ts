/** An address that swallows packets: the dial ends when patience does. */
import { formatAuthority } from '../kit/authority.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const connectTimeout = defineFault({
  name: 'connect_timeout',
  summary: 'The upstream does not accept the connection in time.',
  family: 'connection',
  options: { delay: { kind: 'duration', summary: 'Time until the failure.', default: 10_000 } },
  explain: ({ delay }) =>
    `let the connection to the upstream time out${delay === 0 ? '' : ` after ${readableDuration(delay)}`}`,
  arm({ delay }, plan, { target }, { rule }) {
    const message = `the fault connect_timeout of the rule ${rule}: ${formatAuthority(target.host, target.port)} did not accept the connection`
    plan.dial.push({
      rule,
      name: 'connect_timeout',
      failure: { code: 'connect_timeout', message, leg: 'upstream' },
      after: delay,
    })
  },
})
