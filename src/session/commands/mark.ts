/** `mark`: a sign on an exchange, to find it by. */
import { defineCommand } from './command.ts'
import { exchangeId, exchangeOf } from './parts/subjects.ts'

export const mark = defineCommand({
  name: 'mark',
  summary: 'marks an exchange; off takes the mark away',
  group: 'exchanges',
  options: {
    exchange: exchangeId,
    as: { kind: 'text', summary: 'a word or a sign; off = no mark', default: 'marked' },
  },
  run({ exchange: id, as }, world) {
    exchangeOf(world, id)
    const marked = as === 'off' ? '' : as
    world.emit({ type: 'mark', id, at: world.now(), marked })
    return { exchange: id, marked: marked === '' ? null : marked }
  },
})
