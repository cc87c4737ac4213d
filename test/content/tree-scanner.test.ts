import { expect, test } from 'vitest'
import { lazyDocument } from '../../src/content/lazy-document.ts'
import { type Item, type TreeReader, treeScanner } from '../../src/content/tree-scanner.ts'
import { bytesOf, rowText, textRows } from '../support/content.ts'

/** `2` opens a list of two, `m` a map of one, `(` a list that `)` stops, `<` a message of three bytes; letters are leaves, `!` is wrong. */
const reader = (bytes: Uint8Array): TreeReader => ({
  read(at, _end, inner): Item {
    const letter = String.fromCharCode(bytes[at]!)
    const end = at + 1
    if (letter === '2') return { kind: 'open', end, map: false, count: 2, spans: [] }
    if (letter === '0') return { kind: 'open', end, map: false, count: 0, spans: [['none']] }
    if (letter === 'm') return { kind: 'open', end, map: true, count: 1, spans: [] }
    if (letter === '(') return { kind: 'open', end, map: false, spans: [] }
    if (letter === '<')
      return { kind: 'open', end, map: false, braces: true, until: end + 3, inner: 'in', name: [['n: ']], spans: [] }
    if (letter === ')') return { kind: 'stop', end }
    return letter === '!'
      ? { kind: 'wrong', expected: 'sense' }
      : { kind: 'leaf', end, spans: [[letter + (inner ?? '')]] }
  },
})
const open = (text: string, cut = false) => lazyDocument(treeScanner(bytesOf(text), reader(bytesOf(text)), cut))

test.each([
  ['a', ['a']],
  ['2ab', ['[', '  a', '  b', ']']],
  ['mab', ['{', '  a: b', '}']],
  ['ma2bc', ['{', '  a: [', '    b', '    c', '  ]', '}']],
  ['m2bca', ['{', '  ? [', '    b', '    c', '  ]', '  a', '}']],
  ['(ab)c', ['[', '  a', '  b', ']', 'c']],
  ['<abcd', ['n: {', '  ain', '  bin', '  cin', '}', 'd']],
  ['0', ['[]  none']],
  ['2a0', ['[', '  a', '  []  none', ']']],
])('%s', (text, expected) => {
  expect(textRows(open(text))).toEqual(expected)
})

test.each([
  ['a!b', 'byte 1: expected sense'],
  ['2a', 'byte 2: expected more'],
  [')', 'byte 0: expected an item'],
  ['2'.repeat(200), 'expected at most 100 levels'],
])('from a mistake on it is hexadecimal: %s', (text, said) => {
  const rows = textRows(open(text))
  expect(rows.find((row) => row.startsWith('cannot be read'))).toContain(said)
})

test('what was cut in its last item is no mistake', () => {
  expect(textRows(open('2a', true))).toEqual(['[', '  a'])
  expect(textRows(open('2a!', true)).join()).not.toContain('cannot')
})

test('containers fold, those that cannot be read do not', () => {
  const document = open('2a2bcd')
  expect(document.fold!(2)).toBe(true)
  expect(document.rows(0, 9, 80).map(rowText)).toEqual(['[', '  a', '  […]', ']', 'd'])
  expect(document.fold!(2)).toBe(true)
  expect(document.fold!(1)).toBe(false)
  expect(open('2a!').fold!(0)).toBe(false)
})
