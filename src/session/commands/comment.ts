/** `comment`: what a person has to say about an exchange. */
import { defineCommand } from './command.ts'
import { exchangeId, exchangeOf } from './parts/subjects.ts'

export const comment = defineCommand({
  name: 'comment',
  summary: 'puts a comment on an exchange, in place of what was there; none takes it away',
  group: 'exchanges',
  options: { exchange: exchangeId, text: { kind: 'text', summary: 'the comment', default: '' } },
  run({ exchange: id, text }, world) {
    exchangeOf(world, id)
    world.emit({ type: 'mark', id, at: world.now(), comment: text, instead: true })
    return { exchange: id, comment: text }
  },
})
