import { expect, test } from 'vitest'
import { runBytes } from '../support/fault.ts'

test('the first byte resets, and is not delivered', () => {
  const run = runBytes('reset_peer', {})
  run.advance(50)
  expect(run.seen).toEqual([])
  run.write('a')
  expect(run.seen).toEqual([[50, 'cut reset']])
})

test('with a time, the reset comes that long after the first byte', () => {
  const run = runBytes('reset_peer', { timeout: 100 })
  run.write('a')
  run.advance(60)
  run.write('b')
  run.stage.end()
  run.advance(1000)
  expect(run.seen).toEqual([[100, 'cut reset']])
})

test('an end without bytes resets as well', () => {
  const run = runBytes('reset_peer', {})
  run.stage.end()
  expect(run.seen).toEqual([[0, 'cut reset']])
})

test('taken out before the first byte it is gone, afterwards the reset comes at once: bytes are missing', () => {
  const before = runBytes('reset_peer', {})
  before.stage.release!()
  before.write('a')
  before.stage.end()
  expect(before.seen.map(([, what]) => what)).toEqual(['a', 'end'])
  const after = runBytes('reset_peer', { timeout: 100 })
  after.write('a')
  after.advance(60)
  after.stage.release!()
  expect(after.seen).toEqual([[60, 'cut reset']])
})
