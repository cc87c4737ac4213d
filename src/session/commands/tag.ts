/** `tag`: words on an exchange, added or taken away. */
import { defineCommand } from './command.ts'
import { exchangeId, exchangeOf } from './parts/subjects.ts'

export const tag = defineCommand({
  name: 'tag',
  summary: 'puts tags on an exchange; those with a - before them are taken away',
  group: 'exchanges',
  options: { exchange: exchangeId, tags: { kind: 'text', summary: 'words with commas between them: slow,-todo' } },
  run({ exchange: id, tags: text }, world) {
    const before = exchangeOf(world, id).tags
    const words = text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
    const gone = new Set(words.filter((word) => word.startsWith('-')).map((word) => word.slice(1)))
    const added = words.filter((word) => !word.startsWith('-'))
    const tags = [...new Set([...before, ...added])].filter((word) => !gone.has(word))
    world.emit({ type: 'mark', id, at: world.now(), tags, instead: true })
    return { exchange: id, tags }
  },
})
