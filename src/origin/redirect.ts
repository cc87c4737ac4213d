/** `/redirect/N`: N redirects in a row, counting down. */
import { textAnswer } from './answer.ts'
import { pathNumber } from './number.ts'
import type { Page } from './page.ts'

export const redirect: Page = {
  path: '/redirect/N',
  example: '/redirect/3',
  summary: 'N redirects in a row (302), then an answer',
  methods: 'any',
  answer(asked) {
    const left = pathNumber(asked, { min: 0, max: 100 })
    if (typeof left !== 'number') return left
    if (left === 0) return textAnswer(asked, 200, 'Arrived\n')
    const to = `/redirect/${left - 1}`
    return textAnswer(asked, 302, `Redirected to ${to}\n`, ['Location', to])
  },
}
