import { expect, test } from 'vitest'
import { decided } from '../../src/engine/decided.ts'
import type { Arbiter, Verdict } from '../../src/model/verdict.ts'
import { answer, failed } from '../support/reverse.ts'

function arbiter(decide = (verdict: Verdict) => ({ ...verdict })): Arbiter & { asked: number } {
  const one = { taken: true, asked: 0, decide: (verdict: Verdict) => (one.asked++, decide(verdict)) }
  return one
}

test('what went well is decided at once', () => {
  const one = arbiter()
  expect(decided(one, answer(302))).not.toBeInstanceOf(Promise)
  expect(one.asked).toBe(1)
})

test.each([
  ['a failure', failed()],
  ['an answer that may be tried again', answer(503)],
])('%s is decided when all else is done', async (_what, verdict) => {
  const one = arbiter()
  const later = decided(one, verdict)
  expect(one.asked).toBe(0)
  expect(await later).toEqual(verdict)
  expect(one.asked).toBe(1)
})

test('a defect of the arbiter is that of the chain, and not of the connection', async () => {
  const broken = arbiter(() => {
    throw new Error('a defect')
  })
  await expect(decided(broken, answer())).rejects.toThrow('a defect')
})
