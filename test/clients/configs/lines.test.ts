import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLines, unquote } from '../../../src/clients/configs/lines.ts'

test('sections, comments and numbers of lines', () => {
  expect(readLines('a = 1\r\n; no\n# no\n\n[s]  # mine\nb=2=3\nflag\n')).toEqual([
    { section: '', name: 'a', value: '1', number: 1 },
    { section: 's', name: 'b', value: '2=3', number: 6 },
    { section: 's', name: 'flag', value: 'true', number: 7 },
  ])
})

test('a colon separates, and lines go on, where that is asked for', () => {
  const text = 'a: 1\nb = x:y\n  z\n'
  expect(readLines(text, { colon: true, continued: true }).map(({ name, value }) => [name, value])).toEqual([
    ['a', '1'],
    ['b', 'x:y z'],
  ])
  expect(readLines(text).map(({ name }) => name)).toEqual(['a: 1', 'b', 'z'])
})

test.each([
  ['"a b" # mine', 'a b'],
  ["'a\\b'", 'a\\b'],
  ['"a\\"b"', 'a"b'],
  ['a#b  # mine', 'a#b'],
  ['', ''],
])('unquote(%s) is %s', (value, expected) => expect(unquote(value)).toBe(expected))

test('any text is read, each line at most once', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const lines = readLines(text, { colon: true, continued: true })
      expect(new Set(lines.map(({ number }) => number)).size).toBe(lines.length)
    }),
  )
})
