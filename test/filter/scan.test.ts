import { expect, test } from 'vitest'
import { printable, Scanner } from '../../src/filter/scan.ts'
import { MiddleboxError } from '../../src/model/errors.ts'

const word = (text: string) => new Scanner(text).word()?.text

test('a word ends at blanks, parentheses, quotes and tildes, not at operators', () => {
  expect(word('a=1&b=2|!c d')).toBe('a=1&b=2|!c')
  for (const end of ['(', ')', '~', '"', "'", '\t', '\n']) expect(word(`ab${end}c`)).toBe('ab')
  expect(word('(a')).toBeUndefined()
  expect(word('')).toBeUndefined()
})

test('quotes hold anything; a backslash takes the meaning from quotes and itself only', () => {
  expect(word(`'foo ~u (bar)' x`)).toBe('foo ~u (bar)')
  expect(word(String.raw`'foobar\"\''`)).toBe(`foobar"'`)
  expect(word(String.raw`"foo 'bar"`)).toBe(`foo 'bar`)
  expect(word(String.raw`"\d\\d\\\\"`)).toBe(String.raw`\d\d\\`)
  expect(word('""')).toBe('')
})

test('places lead back to the text over dropped backslashes', () => {
  const scanner = new Scanner(String.raw`"a\"b"`)
  expect(scanner.word()).toEqual({ text: 'a"b', start: 0, end: 6, places: [1, 3, 4] })
  expect(scanner.at).toBe(6)
})

test('an open quote is refused where it opens no end', () => {
  expect(() => new Scanner('"abc').word()).toThrow(/Expected a closing ", got the end at column 1/)
  expect(() => new Scanner(String.raw`'abc\'`).word()).toThrow(MiddleboxError)
})

test('complaints name the column, counted from 1, and stay on one line', () => {
  const error = new Scanner('a\nb\u001b[31m').wrong(2, 'x', 'y', 'Do z.')
  expect(error.message).toBe('Expected x, got y at column 3 of the filter a·b·[31m')
  expect(error.hint).toBe('Do z.')
  expect(error.exitCode).toBe(2)
})

test('what stands at a place is a word, an atom, one character or the end', () => {
  const scanner = new Scanner('abc ~hx)"')
  expect([0, 4, 7, 8, 9].map((at) => scanner.found(at))).toEqual(['abc', '~hx', ')', '"', 'the end'])
})

test('printable text is short', () => {
  expect(printable('x'.repeat(500))).toHaveLength(100)
})
