/** `delete`: exchanges are forgotten. */
import { defineCommand } from './command.ts'
import { exchangeOf } from './parts/subjects.ts'

export const deleteExchanges = defineCommand({
  name: 'delete',
  summary: 'forgets exchanges; what runs goes on unseen',
  group: 'exchanges',
  options: { exchanges: { kind: 'text', summary: 'ids with commas between them' } },
  run({ exchanges }, world) {
    const ids = exchanges
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '')
    const others = new Set(
      [...world.store.items()].flatMap(({ type, value }) => (type === 'exchange' ? [] : [value.id])),
    )
    for (const id of ids) if (!others.has(id)) exchangeOf(world, id)
    world.emit({ type: 'forgotten', at: world.now(), ids })
    return { deleted: ids.length }
  },
})
