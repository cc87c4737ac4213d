import { expect, test } from 'vitest'
import { repeat, summarize } from '../../../../src/cli/commands/send/repeat.ts'
import { createFakeClock } from '../../../../src/kit/clock.ts'

test('at most so many at once, each timed', async () => {
  const clock = createFakeClock()
  const open: (() => void)[] = []
  let most = 0
  let running = 0
  const done = repeat({ count: 5, concurrency: 2, stopped: () => false }, clock, async () => {
    most = Math.max(most, ++running)
    await new Promise<void>((resolve) => open.push(resolve))
    running--
    return { status: 200 }
  })
  for (let sent = 0; sent < 5;) {
    clock.advance(10)
    const next = open.shift()
    if (next) sent++
    next?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const tally = await done
  expect([most, tally.shots.length, tally.concurrency, tally.ms]).toEqual([2, 5, 2, 50])
  expect(tally.shots[0]).toEqual({ status: 200, ms: 10 })
})

test('stopped: nothing more is begun', async () => {
  let sent = 0
  const tally = await repeat(
    { count: 9, concurrency: 1, stopped: () => sent === 2 },
    createFakeClock(),
    async () => (sent++, { status: 200 }),
  )
  expect(tally.shots).toHaveLength(2)
})

test('the summary', () => {
  const shots = Array.from({ length: 100 }, (_, index) => ({ ms: index + 1, status: index < 98 ? 200 : 500 }))
  const lines = summarize({
    shots: [...shots, { ms: 1, cause: 'a' }, { ms: 1, cause: 'b' }, { ms: 1, cause: 'b' }],
    ms: 2000,
    concurrency: 4,
  })
  expect(lines).toEqual([
    '103 requests in 2 s, 52 a second, 4 at a time: 98 × 200, 2 × 500, 3 failed',
    'latency: min 1 ms, p50 50 ms, p90 90 ms, p99 99 ms, max 100 ms',
    'failed 2 ×: b',
    'failed: a',
  ])
  expect(summarize({ shots: [], ms: 0, concurrency: 1 })).toEqual(['0 requests in 0 ms, 1 at a time: none sent'])
})
