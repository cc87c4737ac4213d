import { expect, test } from 'vitest'
import { lineWidth, spread } from '../../../src/tui/parts/spread.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('the right goes to the right', () => {
  expect(plainLine(spread([['ab']], [[['1']], [['2']]], 8))).toBe('ab    12')
})

test('where there is no room the first of the right go', () => {
  expect(plainLine(spread([['abc']], [[['11']], [['22']]], 7))).toBe('abc  22')
  expect(plainLine(spread([['abcdef']], [[['22']]], 7))).toBe('abcdef')
})

test('wide characters count twice', () => {
  expect(lineWidth([['日本'], ['x', 'dim']])).toBe(5)
})
