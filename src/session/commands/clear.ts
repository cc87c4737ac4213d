/** `clear`: the history is forgotten. */
import { defineCommand } from './command.ts'

export const clear = defineCommand({
  name: 'clear',
  summary: 'forgets everything that has ended',
  group: 'exchanges',
  options: { running: { kind: 'boolean', summary: 'true = what still runs too', default: false } },
  run({ running }, { store, emit, now }) {
    const ids = [...store.items()]
      .filter(
        ({ type, value }) => running || type === 'tls-error' || ('endedAt' in value && value.endedAt !== undefined),
      )
      .map(({ value }) => value.id)
    emit({ type: 'forgotten', at: now(), ids })
    return { deleted: ids.length }
  },
})
