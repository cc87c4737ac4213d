/** `exchange`: one of them, whole. */
import { defineCommand } from './command.ts'
import { wholeExchange } from './parts/shown-exchange.ts'
import { exchangeId, exchangeOf } from './parts/subjects.ts'

export const exchange = defineCommand({
  name: 'exchange',
  summary: 'tells all about one exchange: heads of all legs, bodies, messages, rules',
  group: 'exchanges',
  options: { exchange: exchangeId },
  run: ({ exchange: id }, world) => wholeExchange(exchangeOf(world, id)),
})
