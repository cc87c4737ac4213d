/** `throttle`: the rate of everybody's network from now on. */
import { link } from '../../config/condition-kinds.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { defineCommand } from './command.ts'
import { shownConditions } from './conditions.ts'

export const throttle = defineCommand({
  name: 'throttle',
  summary: 'sets the rate of the network as --throttle does, with the latency of a preset; off takes it away',
  group: 'conditions',
  options: { rate: { kind: 'text', summary: '3g, slow-4g, fast-4g, offline, a rate such as 1.6Mbit/s, or off' } },
  run({ rate }, { conditions }) {
    const { current } = conditions
    if (rate === 'off') {
      const { latency = 0, jitter = 0 } = current ?? {}
      conditions.set(latency === 0 ? undefined : { latency, jitter, origin: 'command throttle' })
      return shownConditions(conditions.current)
    }
    const preset = link.read(rate, { where: 'rate', base: '' })
    if (preset === undefined)
      throw new MiddleboxError('usage', `rate: Expected ${link.expected}, or off, got ${JSON.stringify(rate)}.`)
    conditions.set({ jitter: 0, ...preset, origin: 'command throttle' })
    return shownConditions(conditions.current)
  },
})
