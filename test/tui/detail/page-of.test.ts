import { expect, test } from 'vitest'
import { findIn, markMatches, pageOf } from '../../../src/tui/detail/page-of.ts'
import type { Line } from '../../../src/tui/parts/line.ts'

const lines: Line[] = [[['one', 'name'], [' two']], [['three']], [['one more']]]

test('the window, with what is found marked', () => {
  expect(pageOf(lines, { from: 1, height: 5, search: undefined })).toEqual({ lines: lines.slice(1), count: 3 })
  expect(pageOf(lines, { from: 0, height: 1, search: /n/g }).lines).toEqual([
    [['o', 'name'], ['n', 'match'], ['e', 'name'], [' two']],
  ])
})

test('a search that finds nothing at all marks nothing', () => {
  expect(markMatches([['abc']], /x*/g)).toEqual([['abc']])
})

test('the next line and the one before', () => {
  expect(findIn(lines, /one/i, 1, false)).toBe(2)
  expect(findIn(lines, /one/i, 1, true)).toBe(0)
  expect(findIn(lines, /four/, 0, false)).toBeUndefined()
  // A match may begin in one piece and end in the next.
  expect(findIn(lines, /one two/, 0, false)).toBe(0)
})
