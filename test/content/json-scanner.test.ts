import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonScanner } from '../../src/content/json-scanner.ts'
import { lazyDocument } from '../../src/content/lazy-document.ts'
import { bytesOf, rowText, scannedRows, textRows } from '../support/content.ts'

const rows = (text: string, cut = false) => scannedRows(jsonScanner(bytesOf(text), cut))

test('one row a value, as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: true }), (value) => {
      const pretty = JSON.stringify(value, undefined, 2)
      fc.pre(pretty.split('\n').every((line) => line.length < 80 && !/\\u|\x7f/.test(line)))
      expect(rows(JSON.stringify(value))).toEqual(pretty.split('\n'))
      expect(rows(pretty)).toEqual(pretty.split('\n'))
    }),
  )
})

test.each([
  ['', []],
  ['1', ['1']],
  ['{"a":1}\n{"b":2}', ['{', '  "a": 1', '}', '{', '  "b": 2', '}']],
  [")]}'\n[1]", ['[', '  1', ']']],
  ['\x1e{}\n\x1e[]', ['{}', '[]']],
])('%j', (text, expected) => {
  expect(rows(text)).toEqual(expected)
})

describe('mistakes are named, and the rest is text', () => {
  test.each([
    ['{"a" 1}', `byte 5: expected ':', got "1"`, '1}'],
    ['{"a":1,}', 'byte 6: expected a key in quotes, got ","', ',}'],
    ['[1 2]', undefined, undefined],
    ['[1,]', 'byte 2: expected a value, got ","', ',]'],
    ['{a:1}', 'byte 1: expected a key in quotes, got "a"', 'a:1}'],
    ['[tru]', 'byte 1: expected a value, got "t"', 'tru]'],
    ['[01]', 'byte 1: expected a value, got "0"', '01]'],
    ['{"a', 'byte 1: expected the end of a key', '"a'],
    ['[', "byte 1: expected ']', got the end", undefined],
    ['["a', 'byte 3: expected the end of a string', undefined],
  ])('%s', (text, said, rest) => {
    const all = rows(text)
    if (said !== undefined) expect(all.find((row) => row.startsWith('no JSON from here'))).toContain(said)
    if (rest !== undefined) expect(all.at(-1)).toBe(rest)
  })

  test('what is cut is none', () => {
    expect(rows('{"a":[1,2', true)).toEqual(['{', '  "a": [', '    1,', '    2'])
    expect(rows('["abc', true)).toEqual(['[', '  "abc'])
    expect(rows('[tr', true)).toEqual(['[', 'tr'])
  })
})

test('what is nested too deep is text: a million levels cost no more than their bytes', () => {
  const document = lazyDocument(jsonScanner(bytesOf('['.repeat(1_000_000)), false))
  while (document.advance());
  const all = document.rows(9_999, 3, 100).map(rowText)
  expect(all[0]!.trim()).toBe('[')
  expect(all[1]).toBe('deeper than 10000 levels, byte 10000: text from here')
  expect(all[2]).toMatch(/^\[+$/)
  const deep = '['.repeat(10_000) + ']'.repeat(10_000)
  const shown = textRows(lazyDocument(jsonScanner(bytesOf(deep), false)), 100)
  expect([shown.length, shown.at(-1)]).toEqual([19_999, ']'])
})

test('nothing makes it throw or hang', () => {
  const token = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', 'true', 'a', '\\', ' ', '\n', 'é')
  const text = fc.oneof(
    fc.array(token, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: fc.constantFrom('"', '\u0000', '\u0085', '😀', '\ud800', '[') }),
  )
  fc.assert(
    fc.property(text, fc.boolean(), (given, cut) => void rows(given, cut)),
    { numRuns: 500 },
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 50 }), (given) => void scannedRows(jsonScanner(given, false))))
})

test('long strings come in pieces, none of them torn', () => {
  const value = 'é\\"'.repeat(5_000)
  const joined = rows(JSON.stringify([value]))
    .slice(1, -1)
    .join('')
    .trimStart()
  expect(JSON.parse(joined)).toBe(value)
})

test('objects and arrays fold', () => {
  const document = lazyDocument(jsonScanner(bytesOf('{"a":{"b":[1,2]},"c":3}'), false))
  expect(textRows(document)).toHaveLength(9)
  expect(document.fold!(1)).toBe(true)
  expect(document.rows(0, 9, 80).map(rowText)).toEqual(['{', '  "a": {…},', '  "c": 3', '}'])
  expect(document.fold!(2)).toBe(false)
  expect(document.fold!(99)).toBe(false)
  expect(document.fold!(0)).toBe(true)
  expect(textRows(document)).toEqual(['{…}'])
  document.fold!(0)
  document.fold!(1)
  expect(textRows(document)).toHaveLength(9)
})
