import { expect, test } from 'vitest'
import { runBytes } from '../support/fault.ts'
import { failure } from '../support/stage.ts'

test('nothing comes out, and the connection closes in time', () => {
  const run = runBytes('timeout', { timeout: 500 })
  expect(run.write('a')).toBe(true)
  run.advance(499)
  run.stage.end()
  expect(run.seen).toEqual([])
  run.advance(1)
  expect(run.seen).toEqual([[500, 'cut close']])
  run.write('b')
  expect(run.seen).toHaveLength(1)
})

test('0 waits for ever', () => {
  const run = runBytes('timeout', {})
  run.write('a')
  run.stage.end()
  run.advance(1e9)
  expect(run.seen).toEqual([])
})

test('taken out, it closes the connection, since bytes are missing', () => {
  const run = runBytes('timeout', {})
  run.advance(7)
  run.stage.release!()
  run.stage.release!()
  expect(run.seen).toEqual([[7, 'cut close']])
})

test('a broken source is told at once, and the timer ends', () => {
  const run = runBytes('timeout', { timeout: 500 })
  run.stage.fail(failure)
  run.advance(1000)
  expect(run.seen).toEqual([[0, 'fail upstream_reset']])
})
