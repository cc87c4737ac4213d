import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { pipeThrough } from '../../src/kit/body-stage.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { DelayLine, bytesUnderWay, heldBytes } from '../../src/kit/delay-line.ts'
import { injected } from '../../src/kit/injected.ts'
import type { Sink } from '../../src/model/message.ts'
import type { ByteStage, StageTools } from '../../src/model/stage.ts'
import { failure, runStage } from '../support/stage.ts'

const after =
  (ms: number): ByteStage =>
  (next, tools) =>
    new DelayLine(next, tools, (chunk, hold) => hold(chunk, tools.now() + ms))

describe('order', () => {
  test('a piece that is due earlier waits for the one before it', () => {
    const due = [30, 10, 20]
    const run = runStage((next, tools) => new DelayLine(next, tools, (chunk, hold) => hold(chunk, due.shift()!)))
    for (const text of ['a', 'b', 'c']) run.write(text)
    run.stage.end()
    run.advance(100)
    expect(run.seen).toEqual([
      [30, 'a'],
      [30, 'b'],
      [30, 'c'],
      [30, 'end'],
    ])
  })

  test('what is due passes at once, ends included', () => {
    const run = runStage(after(0))
    run.write('a')
    run.stage.end()
    expect(run.seen).toEqual([
      [0, 'a'],
      [0, 'end'],
    ])
  })

  test('many small pieces are held and delivered', () => {
    const run = runStage(
      (next, tools) =>
        new DelayLine(next, tools, (chunk, hold) => {
          for (let at = 0; at < chunk.length; at++) hold(chunk.subarray(at, at + 1), at)
        }),
    )
    run.write('x'.repeat(5000))
    run.advance(3000)
    expect(run.bytes()).toHaveLength(3001)
    run.advance(3000)
    expect(run.bytes()).toHaveLength(5000)
  })
})

describe('the end', () => {
  test('comes once, and nothing after it', () => {
    const run = runStage(after(5))
    run.write('a')
    run.stage.end()
    run.stage.fail(failure)
    expect(run.write('b')).toBe(true)
    run.stage.release!()
    run.stage.release!()
    run.advance(100)
    expect(run.seen.map(([, what]) => what)).toEqual(['a', 'end'])
  })

  test('a failure comes after what is held', () => {
    const run = runStage(after(5))
    run.write('a')
    run.stage.fail(failure)
    run.advance(5)
    expect(run.seen.map(([, what]) => what)).toEqual(['a', 'fail upstream_reset'])
  })
})

describe('flow', () => {
  test('the source is stopped when enough is held, and let go when it is not', () => {
    const run = runStage(after(10))
    expect(run.write('x'.repeat(heldBytes - 1))).toBe(true)
    run.advance(1)
    expect(run.write('y')).toBe(false)
    expect(run.resumed()).toBe(0)
    run.advance(9)
    expect(run.resumed()).toBe(1)
    run.advance(100)
    expect(run.resumed()).toBe(1)
  })

  test('what is on its way may be more, as on a long line', () => {
    const many = (next: Sink, tools: StageTools) =>
      new DelayLine(next, tools, (chunk, hold) => hold(chunk, tools.now() + 10), bytesUnderWay)
    const run = runStage(many)
    for (let held = 0; held < bytesUnderWay - 65_536; held += 65_536) expect(run.write('x'.repeat(65_536))).toBe(true)
    expect(run.write('x'.repeat(65_536))).toBe(false)
    run.advance(10)
    expect(run.resumed()).toBe(1)
  })

  test('a sink that is full stops the source, and its own resume lets it go', () => {
    const run = runStage(after(0))
    run.accept.flow = false
    expect(run.write('a')).toBe(false)
    run.advance(10)
    expect(run.resumed()).toBe(0)
    run.accept.flow = true
    expect(run.write('b')).toBe(true)
  })

  test('a release lets the source go', () => {
    const run = runStage(after(1000))
    expect(run.write('x'.repeat(heldBytes))).toBe(false)
    run.stage.release!()
    expect(run.resumed()).toBe(1)
    run.advance(10_000)
    expect(run.seen).toHaveLength(1)
  })

  /** A consumer like a socket: every so many bytes it is full, and some time later it has drained. */
  function pourOver(size: number, chunks: number, delay: number, full: number, drain: number): number {
    const clock = createFakeClock(0)
    const tools = { now: () => clock.now(), after: clock.after, random: () => 0.5 }
    let left = chunks
    let paused = false
    const source = new BodyStream(null, {
      pauseBody: () => (paused = true),
      resumeBody: () => (paused = false),
      cancelBody() {},
    })
    const body = pipeThrough(source, after(delay), {
      ...tools,
      length: null,
      failure: (how) => injected('f', 'r', 'x', how),
    })
    let got = 0
    let ended = false
    let taken = 0
    body.pipe({
      write(chunk) {
        got += chunk.length
        taken += chunk.length
        if (taken < full) return true
        clock.after(drain, () => {
          taken = 0
          body.resume()
        })
        return false
      },
      end: () => (ended = true),
      fail() {},
    })
    for (let turn = 0; turn < 100_000 && !ended; turn++) {
      if (!paused && left-- > 0) source.push(new Uint8Array(size))
      else if (left < 0) source.finish()
      if (paused || left < 0) clock.advance(1)
    }
    expect(ended).toBe(true)
    expect(got).toBe(size * chunks)
    return clock.now()
  }

  test('no pattern of pauses makes a transfer stand still', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300_000 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 1, max: 300_000 }),
        fc.integer({ min: 0, max: 20 }),
        (size, chunks, delay, full, drain) => void pourOver(size, chunks, delay, full, drain),
      ),
      { numRuns: 60 },
    )
  })

  test('a sink that says full at every chunk, as a socket does, still gets 256 KiB for each delay', () => {
    // 100 chunks of 64 KiB are 25 times what may be held; one more delay is the first chunk's way.
    expect(pourOver(65_536, 100, 100, 1, 0)).toBeLessThan(100 * 60)
  })
})
