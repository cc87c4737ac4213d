/** An address that swallows packets: the dial ends when patience does. */
import { failingDial } from '../kit/dial-fault.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const connectTimeout = defineFault({
  name: 'connect_timeout',
  summary: 'The upstream does not accept the connection in time.',
  family: 'connection',
  options: { delay: { kind: 'duration', summary: 'Time until the failure.', default: 10_000 } },
  explain: ({ delay }) =>
    `let the connection to the upstream time out${delay === 0 ? '' : ` after ${readableDuration(delay)}`}`,
  arm({ delay }, plan, _, { rule }) {
    const named = { name: 'connect_timeout', rule, code: 'connect_timeout' } as const
    plan.dial.push(failingDial(named, delay, (server) => `${server} did not accept the connection`))
  },
})
