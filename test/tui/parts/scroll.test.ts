import { expect, test } from 'vitest'
import { clamp, scrollTo } from '../../../src/tui/parts/scroll.ts'

test.each([
  [5, 0, 10, 100, 0],
  [10, 0, 10, 100, 1],
  [3, 7, 10, 100, 3],
  [99, 0, 10, 100, 90],
  [2, 50, 10, 12, 2],
  [0, 5, 10, 3, 0],
])('index %i in a window at %i of %i over %i: %i', (index, top, height, count, wanted) => {
  expect(scrollTo(index, top, height, count)).toBe(wanted)
})

test('an index stays in its list', () => {
  expect([clamp(-1, 3), clamp(1, 3), clamp(9, 3), clamp(4, 0)]).toEqual([0, 1, 2, 0])
})
