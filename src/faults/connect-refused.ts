/** A port that nobody listens on: the dial ends at once. */
import { failingDial } from '../kit/dial-fault.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const connectRefused = defineFault({
  name: 'connect_refused',
  summary: 'The upstream refuses the connection.',
  family: 'connection',
  options: { delay: { kind: 'duration', summary: 'Time until the failure.', default: 0 } },
  explain: ({ delay }) =>
    `let the upstream refuse the connection${delay === 0 ? '' : ` after ${readableDuration(delay)}`}`,
  arm({ delay }, plan, _, { rule }) {
    const named = { name: 'connect_refused', rule, code: 'connect_refused' } as const
    plan.dial.push(failingDial(named, delay, (server) => `${server} refused the connection`))
  },
})
