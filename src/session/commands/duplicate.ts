/** `duplicate`: a copy of an exchange in the list, to mark, edit or compare while the first stays as it was. Nothing is sent. */
import { eventsOf } from '../../har/events.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { Store } from '../../store/index.ts'
import { defineCommand } from './command.ts'
import { exchangeId, exchangeOf } from './parts/subjects.ts'

export const duplicate = defineCommand({
  name: 'duplicate',
  summary: 'puts a copy of an exchange into the list; nothing is sent',
  group: 'exchanges',
  options: { exchange: exchangeId },
  run({ exchange: id }, world) {
    const exchange = exchangeOf(world, id)
    if (exchange.endedAt === undefined)
      throw new MiddleboxError('usage', 'Expected an exchange that has ended, got one that goes on.', 'Wait for it.')
    const copy = freeId(world.store, id)
    for (const event of eventsOf({ ...exchange, id: copy })) world.emit(event)
    return { exchange: copy }
  },
})

function freeId(store: Store, id: string): string {
  let number = 1
  while (store.get(`${id}-copy${number}`) !== undefined) number++
  return `${id}-copy${number}`
}
