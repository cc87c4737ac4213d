import { expect, test } from 'vitest'
import { lag } from '../../src/conditions/lag.ts'
import { createFakeClock } from '../../src/kit/clock.ts'

function setUp(latency: number, jitter = 0, drawn = 0) {
  const clock = createFakeClock()
  const log: string[] = []
  let resumed = 0
  const next = {
    write: (chunk: Uint8Array) => log.push(`${chunk.length}`) > 0,
    end: () => void log.push('end'),
    fail: () => void log.push('fail'),
  }
  const sink = lag(latency, jitter)(next, {
    now: () => clock.now(),
    after: clock.after,
    random: () => drawn,
    resume: () => void resumed++,
    cut: () => {},
    whenOver: () => {},
  })
  return { clock, log, sink, resumed: () => resumed }
}

test('the first bytes wait, those after them do not', () => {
  const { clock, log, sink } = setUp(200)
  sink.write(new Uint8Array(0))
  sink.write(new Uint8Array(5))
  clock.advance(199)
  expect(log).toEqual([])
  clock.advance(1)
  expect(log).toEqual(['0', '5'])
  sink.write(new Uint8Array(7))
  sink.end()
  expect(log).toEqual(['0', '5', '7', 'end'])
})

test('an end that comes early waits too', () => {
  const { clock, log, sink } = setUp(100)
  sink.write(new Uint8Array(1))
  sink.end()
  clock.advance(100)
  expect(log).toEqual(['1', 'end'])
})

test('an answer of nothing waits as well', () => {
  const { clock, log, sink } = setUp(100)
  sink.end()
  clock.advance(99)
  expect(log).toEqual([])
  clock.advance(1)
  expect(log).toEqual(['end'])
})

test.each([
  [0, 150],
  [1, 250],
])('jitter moves it either way (%d)', (drawn, due) => {
  const { clock, log, sink } = setUp(200, 50, drawn)
  sink.write(new Uint8Array(1))
  clock.advance(due - 1)
  expect(log).toEqual([])
  clock.advance(1)
  expect(log).toEqual(['1'])
})

test('a large beginning asks its source to wait, and lets it flow again', () => {
  const { clock, sink, resumed } = setUp(100)
  expect(sink.write(new Uint8Array(70_000))).toBe(false)
  clock.advance(100)
  expect(resumed()).toBe(1)
})
