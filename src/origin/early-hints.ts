/** `/early-hints`: a 103 (RFC 8297) before the answer, to see whether 1xx heads come through. */
import { headFor, textAnswer } from './answer.ts'
import type { Page } from './page.ts'

const link = ['Link', '</style.css>; rel=preload; as=style']

export const earlyHints: Page = {
  path: '/early-hints',
  example: '/early-hints',
  summary: 'A 103 with a Link field, then the answer',
  methods: 'any',
  answer(asked) {
    asked.context.interim(headFor(asked, 103, link))
    return textAnswer(asked, 200, 'A 103 (Early Hints) came before this answer\n', link)
  },
}
