/** `tag`: words on an exchange, to find it by. */
import { defineAction } from './action.ts'

export const tag = defineAction<{ tags: readonly string[] }>({
  name: 'tag',
  summary: 'puts tags on the exchange',
  example: 'slow',
  attributes: { tags: { kind: 'texts', required: true, summary: 'one tag or a list of them' } },
  latest: () => 'end',
  explain: ({ tags }) => `tag the exchange ${tags.join(', ')}`,
  prepare: ({ tags }) => ({ note: ({ mark }) => mark({ tags }) }),
})
