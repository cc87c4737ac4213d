import { expect, test } from 'vitest'
import { runBytes } from '../support/fault.ts'

test('so many bytes pass, then the connection closes and nothing follows', () => {
  const run = runBytes('limit_data', { bytes: 5 })
  run.write('abc')
  run.write('defg')
  run.write('h')
  run.stage.end()
  expect(run.seen.map(([, what]) => what)).toEqual(['abc', 'de', 'cut close'])
})

test('the last byte allowed closes', () => {
  const run = runBytes('limit_data', { bytes: 3 })
  run.write('abc')
  expect(run.seen.map(([, what]) => what)).toEqual(['abc', 'cut close'])
})

test('fewer bytes pass to their end', () => {
  const run = runBytes('limit_data', { bytes: '1k' })
  run.write('')
  run.write('abc')
  run.stage.end()
  expect(run.seen.map(([, what]) => what)).toEqual(['', 'abc', 'end'])
})

test('0 lets not even a mark pass', () => {
  const run = runBytes('limit_data', { bytes: 0 })
  run.write('')
  expect(run.seen.map(([, what]) => what)).toEqual(['cut close'])
})

test('taken out, it counts no more', () => {
  const run = runBytes('limit_data', { bytes: 2 })
  run.write('a')
  run.stage.release!()
  run.write('bcd')
  expect(run.bytes().toString()).toBe('abcd')
})
