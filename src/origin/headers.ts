/** `/headers`: only the fields of the request, as JSON pairs. */
import { toPairs } from '../kit/fields.ts'
import { jsonAnswer } from './answer.ts'
import type { Page } from './page.ts'

export const headers: Page = {
  path: '/headers',
  example: '/headers',
  summary: 'The fields of your request as JSON pairs',
  methods: 'any',
  answer: (asked) => jsonAnswer(asked, { fields: toPairs(asked.request.head.fields) }),
}
