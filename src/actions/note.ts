/** `note`: a comment on an exchange, for whoever looks at it later. */
import { defineAction } from './action.ts'

export const note = defineAction<{ text: string }>({
  name: 'note',
  summary: 'puts a comment on the exchange',
  example: 'retried by the checkout',
  attributes: { text: { kind: 'text', required: true, summary: 'the comment' } },
  latest: () => 'end',
  explain: ({ text }) => `note ${JSON.stringify(text)}`,
  prepare: ({ text: comment }) => ({ note: ({ mark }) => mark({ comment }) }),
})
