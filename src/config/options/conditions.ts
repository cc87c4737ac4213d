/** Options that make the network worse for everything that passes. */
import { lag, link } from '../condition-kinds.ts'
import type { OptionDefinition } from '../option.ts'

const everything = { theme: 'Rules', commands: ['forward', 'reverse', 'run'] } as const

export const conditionOptions = {
  throttle: {
    flag: 'throttle',
    argument: 'LINK',
    kind: link,
    ...everything,
    help: 'slow link: slow-4g, offline or a rate such as 2MB',
  },
  latency: {
    flag: 'latency',
    argument: 'TIME',
    kind: lag,
    ...everything,
    help: 'delay every answer by a time such as 200ms±50',
  },
} as const satisfies Record<string, OptionDefinition>
