/** `/delay/N`: an answer after N milliseconds, for timeouts. Nothing is left waiting when the client goes. */
import { sleep } from '../kit/clock.ts'
import { parseDuration } from '../kit/duration.ts'
import { textAnswer } from './answer.ts'
import { pathNumber } from './number.ts'
import type { Page } from './page.ts'

export const delay: Page = {
  path: '/delay/N',
  example: '/delay/1000',
  summary: 'An answer after N ms, up to 60000; 2s is understood',
  methods: 'any',
  async answer(asked) {
    const ms = pathNumber(asked, { min: 0, max: 60_000, read: parseDuration, words: 'a number of milliseconds' })
    if (typeof ms !== 'number') return ms
    await sleep(asked.world.clock, ms, asked.context.signal)
    return textAnswer(asked, 200, `Answered after ${ms} ms\n`)
  },
}
