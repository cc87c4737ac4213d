/** `tag`: words on an exchange, to find it by. */
import { defineAction } from './action.ts'

export const tag = defineAction<{ tags: readonly string[] }>({
  name: 'tag',
  summary: 'puts tags on the exchange',
  example: 'slow',
  attributes: { tags: { kind: 'texts', required: true, summary: 'one tag or a list of them' } },
  latest: () => 'end',
  check({ tags }) {
    const wrong = tags.find((one) => one.trim() === '' || /[\x00-\x1f\x7f-\x9f]/.test(one))
    return wrong === undefined ? undefined : `Expected a tag of one line of text, got ${JSON.stringify(wrong)}`
  },
  explain: ({ tags }) => `tag the exchange ${tags.join(', ')}`,
  prepare: ({ tags }) => ({ note: ({ mark }) => mark({ tags }) }),
})
