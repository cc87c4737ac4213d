/** Options of what other programs may do to a running proxy. */
import type { OptionDefinition } from '../option.ts'
import { listenAddress } from '../network-kinds.ts'

export const controlOptions = {
  api: {
    flag: 'api',
    argument: '[H:]PORT',
    kind: listenAddress,
    theme: 'Listening',
    help: 'control API: commands and /events, with a token',
    commands: ['forward', 'reverse', 'run'],
  },
} as const satisfies Record<string, OptionDefinition>
