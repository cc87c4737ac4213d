import { expect, test } from 'vitest'
import { runBytes } from '../support/fault.ts'

test('halves until the pieces are small enough', () => {
  const run = runBytes('slicer', { average_size: 30 })
  run.write('x'.repeat(100))
  expect(run.seen.map(([, text]) => text.length)).toEqual([25, 25, 25, 25])
})

test('a chunk within the average and its variation stays whole', () => {
  const run = runBytes('slicer', { average_size: 90, size_variation: 10 })
  run.write('x'.repeat(100))
  expect(run.seen.map(([, text]) => text.length)).toEqual([100])
})

test('the middle varies by the draws', () => {
  const run = runBytes('slicer', { average_size: 50, size_variation: 10 }, [0])
  run.write('x'.repeat(100))
  expect(run.seen.map(([, text]) => text.length)).toEqual([40, 60])
})

test('pieces are microseconds apart', () => {
  const run = runBytes('slicer', { average_size: 25, delay: 5000 })
  run.write('x'.repeat(100))
  run.write('y')
  run.advance(100)
  expect(run.seen.map(([at]) => at)).toEqual([0, 5, 10, 15, 20])
})

test('a variation that is too large is cut down, and every piece has bytes', () => {
  for (const draw of [0, 0.5, 0.999]) {
    const run = runBytes('slicer', { average_size: 3, size_variation: 1000 }, [draw])
    run.write('x'.repeat(500))
    expect(run.seen.reduce((sum, [, text]) => sum + text.length, 0)).toBe(500)
    expect(run.seen.every(([, text]) => text.length > 0)).toBe(true)
  }
})

test('a mark passes', () => {
  const run = runBytes('slicer', { average_size: 3 })
  run.write('')
  expect(run.seen).toEqual([[0, '']])
})
