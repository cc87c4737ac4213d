import { expect, test } from 'vitest'
import { runBytes } from '../support/fault.ts'
import { failure } from '../support/stage.ts'

test('bytes pass at once, the end comes later', () => {
  const run = runBytes('slow_close', { delay: 300 })
  run.write('a')
  run.advance(10)
  run.stage.end()
  run.advance(299)
  expect(run.seen).toEqual([[0, 'a']])
  run.advance(1)
  expect(run.seen).toEqual([
    [0, 'a'],
    [310, 'end'],
  ])
})

test('a failure is held in the same way', () => {
  const run = runBytes('slow_close', { delay: 300 })
  run.stage.fail(failure)
  run.advance(300)
  expect(run.seen).toEqual([[300, 'fail upstream_reset']])
})

test('taken out, it ends at once and only once', () => {
  const run = runBytes('slow_close', { delay: 300 })
  run.stage.end()
  run.stage.release!()
  run.advance(1000)
  expect(run.seen).toEqual([[0, 'end']])
})

test('taken out before the end, it holds nothing any more', () => {
  const run = runBytes('slow_close', { delay: 300 })
  run.stage.release!()
  run.stage.end()
  expect(run.seen).toEqual([[0, 'end']])
})
