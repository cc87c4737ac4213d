import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { Queue } from '../../src/reverse/queue.ts'
import { contextOf } from '../support/reverse.ts'

test('first come, first served; too many and too long are turned away', async () => {
  const clock = createFakeClock()
  const queue = new Queue({ size: 2, timeout: 100 }, clock)
  const [first, second] = [queue.wait(contextOf()), queue.wait(contextOf())]
  expect(await queue.wait(contextOf())).toBe(false)
  queue.advance()
  expect(await first).toBe(true)
  expect(queue.length).toBe(1)
  clock.advance(100)
  expect(await second).toBe(false)
  queue.advance()
  expect(queue.length).toBe(0)
})

test('a client that leaves waits no more', async () => {
  const queue = new Queue({ size: 2, timeout: 100 }, createFakeClock())
  const gone = new AbortController()
  const waiting = queue.wait(contextOf({ signal: gone.signal }))
  gone.abort()
  expect(await waiting).toBe(false)
  expect(queue.length).toBe(0)
})
