import { expect, test } from 'vitest'
import { breakBytes, brokenAnswer } from '../../src/kit/broken-answer.ts'
import { failure, runStage } from '../support/stage.ts'

test('an answer of 200 whose body breaks off with PROTOCOL_ERROR', () => {
  const verdict = brokenAnswer('f', 'r', 'sent garbage')
  expect(verdict).toMatchObject({ kind: 'respond', head: { status: 200 }, from: 'fault' })
  const said: unknown[] = []
  if (verdict.kind === 'respond')
    verdict.body.pipe({ write: () => true, end: () => {}, fail: (one) => void said.push(one) })
  expect(said).toEqual([
    { code: 'injected', message: 'the fault f of the rule r sent garbage', leg: 'middlebox', errorCode: 1 },
  ])
})

test('bytes pass until the place that was asked for, then garbage and the end', () => {
  const run = runStage(breakBytes(() => (chunk) => chunk.indexOf(0x21)))
  run.write('good')
  run.write('so far!not this')
  run.write('nor this')
  run.stage.end()
  expect(run.seen[0]).toEqual([0, 'good'])
  expect(run.seen[1]).toEqual([0, 'so far'])
  expect(run.seen[2]![1]).toMatch(/^[\x80-\xff]{64}$/)
  expect(run.seen.slice(3)).toEqual([[0, 'cut close']])
})

test('at once when the place is the first byte; each message is looked at anew', () => {
  let made = 0
  const stage = breakBytes(() => (made++, () => 0))
  for (let i = 0; i < 2; i++) {
    const run = runStage(stage)
    run.write('x')
    expect(run.seen.map(([, what]) => what.length > 1)).toEqual([true, true])
  }
  expect(made).toBe(2)
})

test('behind a mark everything passes, and so does what ends without the place', () => {
  const marked = runStage(breakBytes(() => () => 0))
  marked.write('')
  marked.write('data')
  marked.stage.fail(failure)
  expect(marked.seen.map(([, what]) => what)).toEqual(['', 'data', 'fail upstream_reset'])
  const never = runStage(breakBytes(() => () => -1))
  never.write('data')
  never.stage.end()
  expect(never.seen.map(([, what]) => what)).toEqual(['data', 'end'])
})
