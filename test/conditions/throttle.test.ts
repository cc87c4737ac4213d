import fc from 'fast-check'
import { expect, test } from 'vitest'
import { throttle } from '../../src/conditions/throttle.ts'
import { TokenBucket } from '../../src/conditions/token-bucket.ts'
import { createFakeClock } from '../../src/kit/clock.ts'

function setUp(rate: number) {
  const clock = createFakeClock()
  const got: Buffer[] = []
  const log: string[] = []
  let resumed = 0
  const overs: (() => void)[] = []
  const next = {
    write: (chunk: Uint8Array) => got.push(Buffer.from(chunk)) > 0,
    end: () => void log.push('end'),
    fail: () => void log.push('fail'),
  }
  const tools = {
    now: () => clock.now(),
    after: clock.after,
    random: () => 0,
    resume: () => void resumed++,
    cut: () => {},
    whenOver: (run: () => void) => void overs.push(run),
  }
  const sink = throttle(new TokenBucket(rate, clock))(next, tools)
  return {
    clock,
    sink,
    log,
    bytes: () => Buffer.concat(got),
    chunks: got,
    resumed: () => resumed,
    over: () => overs.forEach((run) => run()),
  }
}

test('bytes come in order and whole, whatever their pieces, and the end after them', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 12 }), (pieces) => {
      const { clock, sink, log, bytes } = setUp(10_000)
      for (const piece of pieces) sink.write(piece)
      sink.end()
      clock.advance(60_000)
      expect(bytes().equals(Buffer.concat(pieces))).toBe(true)
      expect(log).toEqual(['end'])
    }),
  )
})

test('a mark of no bytes keeps its place', () => {
  const { clock, sink, chunks } = setUp(10_000)
  sink.write(new Uint8Array(3000))
  sink.write(new Uint8Array(0))
  sink.write(new Uint8Array(10))
  clock.advance(10_000)
  expect(chunks.map((chunk) => chunk.length)).toEqual([1500, 1500, 0, 10])
})

test('a full stage asks its source to wait, and lets it flow again', () => {
  const { clock, sink, resumed } = setUp(100_000)
  expect(sink.write(new Uint8Array(100_000))).toBe(false)
  expect(resumed()).toBe(0)
  clock.advance(800)
  expect(resumed()).toBe(1)
})

test('a failure comes after what was held', () => {
  const { clock, sink, log, bytes } = setUp(10_000)
  sink.write(new Uint8Array(4000))
  sink.fail({ code: 'upstream_reset', message: '', leg: 'upstream' })
  expect(log).toEqual([])
  clock.advance(1000)
  expect(log).toEqual(['fail'])
  expect(bytes().length).toBe(4000)
})

test('a connection that is gone uses the link no more', () => {
  const clock = createFakeClock()
  const bucket = new TokenBucket(10_000, clock)
  const overs: (() => void)[] = []
  const tools = {
    now: () => clock.now(),
    after: clock.after,
    random: () => 0,
    resume: () => {},
    cut: () => {},
    whenOver: (run: () => void) => void overs.push(run),
  }
  const got: number[] = []
  const dead = throttle(bucket)({ write: (chunk) => got.push(chunk.length) > 0, end: () => {}, fail: () => {} }, tools)
  dead.write(new Uint8Array(10_000))
  const before = got.length
  for (const run of overs) run()
  clock.advance(5000)
  expect(got.length).toBe(before)
})
