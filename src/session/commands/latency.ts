/** `latency`: the delay before everybody's answers from now on. */
import { lag } from '../../config/condition-kinds.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { defineCommand } from './command.ts'
import { shownConditions } from './conditions.ts'

export const latency = defineCommand({
  name: 'latency',
  summary: 'sets the latency of the network as --latency does; 0 takes it away',
  group: 'conditions',
  options: { time: { kind: 'text', summary: 'a time such as 200ms, or 200ms±50 with its jitter' } },
  run({ time }, { conditions }) {
    const read = lag.read(time, { where: 'time', base: '' })
    if (read === undefined)
      throw new MiddleboxError('usage', `time: Expected ${lag.expected}, got ${JSON.stringify(time)}.`)
    const { down, up } = conditions.current ?? {}
    const rates = { ...(down !== undefined && { down }), ...(up !== undefined && { up }) }
    const nothing = read.latency === 0 && down === undefined && up === undefined
    conditions.set(nothing ? undefined : { ...rates, ...read, origin: 'command latency' })
    return shownConditions(conditions.current)
  },
})
