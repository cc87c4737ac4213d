/** `/status/N`: an answer with that status, with the body that the status allows. */
import { reasons } from '../kit/reasons.ts'
import { emptyAnswer, textAnswer } from './answer.ts'
import { pathNumber } from './number.ts'
import type { Page } from './page.ts'

/** Statuses that never have content (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
const bodyless = [204, 205, 304]

/** Fields without which a status is not well formed (RFC 9110 §15.4, §15.5.2, §15.5.6, §15.5.8, §15.5.22). */
const needed: Readonly<Record<number, readonly string[]>> = {
  301: ['Location', '/redirect/0'],
  302: ['Location', '/redirect/0'],
  303: ['Location', '/redirect/0'],
  307: ['Location', '/redirect/0'],
  308: ['Location', '/redirect/0'],
  401: ['WWW-Authenticate', 'Basic realm="middlebox.test"'],
  405: ['Allow', 'GET, HEAD'],
  407: ['Proxy-Authenticate', 'Basic realm="middlebox.test"'],
  426: ['Upgrade', 'websocket', 'Connection', 'Upgrade'],
}

export const status: Page = {
  path: '/status/N',
  example: '/status/503',
  summary: 'An answer with status N, 200 to 599',
  methods: 'any',
  answer(asked) {
    const code = pathNumber(asked, { min: 200, max: 599, words: 'a status' })
    if (typeof code !== 'number') return code
    const extra = needed[code] ?? []
    if (bodyless.includes(code)) return emptyAnswer(asked, code, extra)
    return textAnswer(asked, code, `${code} ${reasons[code] ?? ''}`.trimEnd() + '\n', extra)
  },
}
