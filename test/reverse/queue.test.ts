import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { Queue } from '../../src/reverse/queue.ts'
import { contextOf } from '../support/reverse.ts'

const options = { size: 2, timeout: 100 }

function queueOf(before?: Queue) {
  const clock = createFakeClock()
  const free: string[] = []
  const queue = new Queue(options, clock, before)
  return { clock, free, queue, claim: () => free.shift() }
}

test('first come, first served; too many and too long are turned away', async () => {
  const { clock, free, queue, claim } = queueOf()
  const [first, second] = [queue.wait(contextOf(), claim), queue.wait(contextOf(), claim)]
  expect(queue.full).toBe(true)
  expect(await queue.wait(contextOf(), claim)).toBeUndefined()
  queue.advance()
  expect(queue.length).toBe(2)
  free.push('a')
  queue.advance()
  // The place is taken already, before anybody else runs.
  expect(free).toEqual([])
  expect(await first).toBe('a')
  expect(queue.length).toBe(1)
  clock.advance(100)
  expect(await second).toBeUndefined()
  queue.advance()
  expect(queue.length).toBe(0)
})

test('as many go on as there is room for', async () => {
  const { free, queue, claim } = queueOf()
  const both = [queue.wait(contextOf(), claim), queue.wait(contextOf(), claim)]
  free.push('a', 'b', 'c')
  queue.advance()
  expect(await Promise.all(both)).toEqual(['a', 'b'])
  expect(free).toEqual(['c'])
})

test('a client that leaves waits no more, and one that is gone does not begin to', async () => {
  const { queue, claim } = queueOf()
  const gone = new AbortController()
  const waiting = queue.wait(contextOf({ signal: gone.signal }), claim)
  gone.abort()
  expect(await waiting).toBeUndefined()
  expect(await queue.wait(contextOf({ signal: gone.signal }), claim)).toBeUndefined()
  expect(queue.length).toBe(0)
})

test('a try that is not wanted any more waits no more', async () => {
  const { queue, claim, free } = queueOf()
  const stop = new AbortController()
  const waiting = queue.wait(contextOf(), claim, stop.signal)
  stop.abort()
  expect(await waiting).toBeUndefined()
  expect(await queue.wait(contextOf(), claim, stop.signal)).toBeUndefined()
  free.push('a')
  queue.advance()
  expect([queue.length, free]).toEqual([0, ['a']])
})

test('in the place of another queue it lets those go on that wait there', async () => {
  const { free, queue, claim } = queueOf()
  const waiting = queue.wait(contextOf(), claim)
  const next = queueOf(queue).queue
  expect(next.length).toBe(1)
  free.push('a')
  next.advance()
  expect(await waiting).toBe('a')
  expect([queue.length, next.length]).toEqual([0, 0])
})

test('of a thousand that wait most leave at once, and the others keep their order', async () => {
  const clock = createFakeClock()
  const queue = new Queue({ size: 1000, timeout: 100 }, clock)
  const free: number[] = []
  const order: number[] = []
  const leaving = Array.from({ length: 1000 }, () => new AbortController())
  const all = leaving.map(({ signal }, at) =>
    queue.wait(contextOf({ signal }), () => free.shift()).then((found) => void (found === undefined || order.push(at))),
  )
  expect(queue.length).toBe(1000)
  for (const [at, one] of leaving.entries()) if (at % 10 !== 3) one.abort()
  expect(queue.length).toBe(100)
  free.push(...Array.from({ length: 99 }, (_, at) => at))
  queue.advance()
  expect(queue.length).toBe(1)
  clock.advance(100)
  await Promise.all(all)
  expect(order).toEqual(Array.from({ length: 99 }, (_, at) => at * 10 + 3))
  expect(queue.length).toBe(0)
})
