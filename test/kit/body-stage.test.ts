import { expect, test } from 'vitest'
import { BodyStream, BytesBody, textBody } from '../../src/kit/body.ts'
import { pipeThrough } from '../../src/kit/body-stage.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { injected } from '../../src/kit/injected.ts'
import type { Body } from '../../src/model/message.ts'
import type { ByteStage } from '../../src/model/stage.ts'
import { pour } from '../support/fault.ts'

const clock = createFakeClock(0)

const staged = (body: Body, stage: ByteStage, length: number | null = null) =>
  pipeThrough(body, stage, {
    now: () => clock.now(),
    after: clock.after,
    random: () => 0.5,
    length,
    failure: (how) => injected('f', 'r', 'cut', how),
  })

const louder: ByteStage = (next) => ({
  write: (chunk) => next.write(Buffer.from(Buffer.from(chunk).toString().toUpperCase())),
  end: (trailers) => next.end(trailers),
  fail: (failed) => next.fail(failed),
})

const what = (body: Body) => pour(body).map(([, text]) => text)

function stream() {
  const told: string[] = []
  const source = new BodyStream(null, {
    pauseBody: () => void told.push('pause'),
    resumeBody: () => void told.push('resume'),
    cancelBody: () => void told.push('cancel'),
  })
  return { source, told }
}

test('bytes go through the stage, and the length is the one that was said', () => {
  const body = staged(textBody('abc'), louder, 3)
  expect([body.length, body.used]).toEqual([3, false])
  expect(what(body)).toEqual(['ABC', 'end'])
  expect(body.used).toBe(true)
  expect(() => body.pipe({ write: () => true, end() {}, fail() {} })).toThrow('once')
})

test('a cut is a failure for the consumer and lets the source go', () => {
  const { source, told } = stream()
  const seen = pour(
    staged(source, (next, tools) => ({ ...louder(next, tools), write: () => (tools.cut('reset'), true) })),
  )
  source.push(Buffer.from('a'))
  source.push(Buffer.from('b'))
  source.finish()
  expect(seen.map(([, text]) => text)).toEqual(['fail injected_reset'])
  expect(told).toEqual(['cancel'])
})

test('an end before the source is through lets the source go; afterwards nothing is heard', () => {
  const early: ByteStage = (next) => ({
    write: () => (next.end(), true),
    end: () => next.end(),
    fail: (failed) => next.fail(failed),
  })
  const { source, told } = stream()
  expect(what(staged(new BytesBody(Buffer.from('abc')), early))).toEqual(['end'])
  const seen = pour(staged(source, early))
  source.push(Buffer.from('a'))
  source.abort(injected('f', 'r', 'x'))
  expect(seen.map(([, text]) => text)).toEqual(['end'])
  expect(told).toEqual(['cancel'])
})

test('the end and the failure of the source pass without a cancel', () => {
  const { source, told } = stream()
  const seen = pour(staged(source, louder))
  source.abort(injected('f', 'r', 'x'))
  expect(seen.map(([, text]) => text)).toEqual(['fail injected'])
  expect(told).toEqual([])
})

test('no timer of the stage fires after a cancel', () => {
  let fired = 0
  const { source, told } = stream()
  const body = staged(source, (next, tools) => {
    tools.after(10, () => fired++)
    tools.after(5, () => fired++).stop()
    return louder(next, tools)
  })
  pour(body)
  body.cancel()
  clock.advance(100)
  expect([fired, told]).toEqual([0, ['cancel']])
})

test('pause and resume reach the source, from the consumer and from the stage', () => {
  const { source, told } = stream()
  let go: (() => void) | undefined
  const body = staged(source, (next, tools) => {
    go = tools.resume
    return { ...louder(next, tools), write: () => false }
  })
  pour(body)
  source.push(Buffer.from('a'))
  go!()
  body.pause()
  body.resume()
  expect(told).toEqual(['pause', 'resume', 'pause', 'resume'])
})
