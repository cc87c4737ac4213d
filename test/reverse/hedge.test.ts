import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { createHedge } from '../../src/reverse/hedge.ts'
import { answer, contextOf, failed, requestTo, upstreams } from '../support/reverse.ts'

function race(max = 1) {
  const clock = createFakeClock()
  const waiting: ((verdict: Verdict) => void)[] = []
  const pending = () => new Promise<Verdict>((resolve) => waiting.push(resolve))
  const { asked, next } = upstreams(pending)
  const { handle } = createHedge({ after: 100, max }, clock)
  return {
    clock,
    asked,
    waiting,
    start: (request = requestTo(), context = contextOf()) => Promise.resolve(handle(request, next, context)),
  }
}

test('an upstream that answers in time is the only one asked', async () => {
  const { clock, asked, waiting, start } = race()
  const got = start()
  clock.advance(99)
  const verdict = answer()
  waiting[0]!(verdict)
  expect(await got).toBe(verdict)
  clock.advance(1000)
  expect(asked).toHaveLength(1)
})

test('the first answer counts, and the others are given up', async () => {
  const { clock, asked, waiting, start } = race()
  const got = start()
  clock.advance(100)
  expect(asked).toHaveLength(2)
  const second = answer(201)
  waiting[1]!(second)
  expect(await got).toBe(second)
  expect(asked.map(({ patience }) => patience?.stop?.aborted)).toEqual([true, false])
  const late = answer()
  waiting[0]!(late)
  await new Promise((resolve) => setImmediate(resolve))
  expect(late.body.used).toBe(true)
})

test('a failure counts when nobody else is asked any more', async () => {
  const { clock, waiting, start } = race(2)
  const got = start()
  clock.advance(100)
  clock.advance(100)
  waiting[0]!(failed())
  waiting[2]!(failed('upstream_reset'))
  waiting[1]!(answer(204))
  expect(await got).toMatchObject({ head: { status: 204 } })
})

test('never for what may not be repeated, nor for a client that left', async () => {
  const { clock, asked, start } = race()
  void start(requestTo('http://x/', { method: 'POST' }))
  void start(requestTo('http://x/', { body: 'x' }))
  void start(requestTo(), contextOf({ kind: 'upgrade' }))
  void start(requestTo(), contextOf({ signal: AbortSignal.abort() }))
  clock.advance(1000)
  expect(asked).toHaveLength(4)
})
