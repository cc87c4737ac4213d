import { expect, test } from 'vitest'
import { PatternCursor, PatternProblem, readEscape } from '../../src/filter/pattern-cursor.ts'

/** What stands behind the backslash. */
const escaped = (text: string) => readEscape(new PatternCursor(text), 0)

test.each([
  ['n', 10],
  ['x41', 0x41],
  ['u0041', 0x41],
  ['u{1F600}', 0x1f600],
  ['U0001F600', 0x1f600],
  ['cA', 1],
  ['0', 0],
  ['012', 10],
  ['.', 0x2e],
  ['😀', 0x1f600],
  ['d', '\\d'],
  ['p{L}', '\\p{L}'],
])('\\%s', (text, expected) => {
  expect(escaped(text)).toBe(expected)
})

test('letters that mean nothing, the end, and characters beyond Unicode are refused', () => {
  for (const text of ['q', '', 'u{110000}', 'xZZ', 'p']) expect(() => escaped(text)).toThrow(PatternProblem)
})

test('the cursor passes what it takes, by whole characters', () => {
  const cursor = new PatternCursor('a😀b')
  expect(cursor.take('b')).toBe(false)
  expect(cursor.take('a')).toBe(true)
  expect(cursor.next()).toBe(0x1f600)
  expect(cursor.match(/c/y)).toBeNull()
  expect(cursor.match(/b/y)?.[0]).toBe('b')
  expect(cursor.ended).toBe(true)
  expect(cursor.next()).toBeUndefined()
  expect(cursor.peek()).toBe('')
})
