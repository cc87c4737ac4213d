/** `replay`: the same request once more, through the same chain. */
import { exchangeId, exchangeOf } from './parts/subjects.ts'
import { defineCommand } from './command.ts'
import { outgoingOf } from './parts/outgoing-of.ts'

export const replay = defineCommand({
  name: 'replay',
  summary: 'sends the request of an exchange again',
  group: 'exchanges',
  options: { exchange: exchangeId },
  run: ({ exchange: id }, world) => ({ exchange: world.send(outgoingOf(exchangeOf(world, id))) }),
})
