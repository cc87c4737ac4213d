/** `load-har`: exchanges of a HAR file, shown beside those that were seen. */
import { resolve } from 'node:path'
import { eventsOf } from '../../har/events.ts'
import { readText } from '../../kit/files.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { importHar } from '../har.ts'
import { defineCommand } from './command.ts'
import type { CommandWorld } from './parts/world.ts'

export const loadHar = defineCommand({
  name: 'load-har',
  summary: 'shows the exchanges of a HAR file beside the others',
  group: 'exchanges',
  options: { file: { kind: 'text', summary: 'the file' } },
  async run({ file }, world) {
    const text = await readText(resolve(world.host.cwd, file)).catch((error: Error) => {
      throw new MiddleboxError('usage', `Expected a HAR file to read, got ${error.message}.`, 'Check the path.')
    })
    const { exchanges, creator, notes } = importHar(text, file)
    const prefix = freePrefix(world)
    const named = (id: string): string => `${prefix}-${id}`
    for (const exchange of exchanges) {
      const { parent } = exchange
      const own = { ...exchange, id: named(exchange.id), ...(parent !== undefined && { parent: named(parent) }) }
      for (const event of eventsOf(own)) world.emit(event)
    }
    return { exchanges: exchanges.length, creator, notes }
  },
})

/** Ids of a file begin anew in each: those of another file, and our own, are others. */
function freePrefix({ store }: Pick<CommandWorld, 'store'>): string {
  const taken = new Set([...store.items()].map(({ value }) => value.id.split('-', 1)[0]))
  let number = 1
  while (taken.has(`har${number}`)) number++
  return `har${number}`
}
