import v8 from 'node:v8'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PatternProblem } from '../../src/filter/pattern-cursor.ts'
import { compilePattern } from '../../src/filter/pattern.ts'

// The flag the program runs with.
v8.setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')

/** Far over what the searches take, far under what they took unprotected (seconds to centuries). */
const patience = 3000

const took = (source: string, text: string, options = {}): number => {
  const pattern = compilePattern(source, options)
  const start = performance.now()
  pattern.test(text)
  return performance.now() - start
}

test.each([
  ['payments', 'https://PAYMENTS.test/', true],
  ['^https?://[^/]+/v\\d+/', 'https://a.test/v12/x', true],
  ['(?P<a>x)y(?P=a)', 'XyX', true],
  ['(?P<a>x)y(?P=a)', 'xyz', false],
  ['\\Aabc\\Z', 'abc', true],
  ['\\Aabc\\Z', 'abcd', false],
  ['a{,2}b', 'aab', true],
  ['(?!.*static)api', 'api/x', true],
  ['^(?!.*static).*api', 'static/api', false],
  ['\\p{Lu}', 'é', false],
  ['\\p{L}', 'é', true],
  ['[😀]', 'x😀', true],
  ['^😀{2}$', '😀😀', true],
  ['ЯЧ', 'яч', true],
  ['[^a]', 'A', false],
  ['(a|ab)(c|bcd)', 'abcd', true],
  ['', '', true],
])('%j on %j: %s', (source, text, expected) => {
  expect(compilePattern(source).test(text)).toBe(expected)
})

test('case counts when asked', () => {
  expect(compilePattern('abc', { ignoreCase: false }).test('ABC')).toBe(false)
  expect(compilePattern('(?i)abc', { ignoreCase: false }).test('ABC')).toBe(true)
})

test('multiline and dotAll are what they say', () => {
  expect(compilePattern('^b$', { multiline: true }).test('a\r\nb\r\n')).toBe(true)
  expect(compilePattern('^b$').test('a\nb')).toBe(false)
  expect(compilePattern('a.b').test('a\nb')).toBe(false)
  expect(compilePattern('a.b', { dotAll: true }).test('a\nb')).toBe(true)
})

test('a whole pattern has to fill the text', () => {
  const pattern = compilePattern('a|ab', { whole: true })
  expect(['a', 'ab', 'abc', 'ba'].map((text) => pattern.test(text))).toEqual([true, true, false, false])
})

test('wide patterns are known', () => {
  expect(compilePattern('abc').wide).toBe(false)
  for (const source of ['é', '[а-я]', '\\p{L}', '(a|é)']) expect(compilePattern(source).wide).toBe(true)
})

test('what V8 refuses is refused', () => {
  expect(() => compilePattern('\\p{Zork}')).toThrow(PatternProblem)
  expect(() => compilePattern('a'.repeat(20_001))).toThrow(PatternProblem)
  expect(compilePattern('a'.repeat(20_000)).test('a')).toBe(false)
})

describe('no pattern stalls', () => {
  const short = `${'a'.repeat(40)}!`
  const long = 'a'.repeat(1 << 20)
  test.each(['^(a+)+$', '(a+)+$', '(a|a)*$', 'a(a|a)*b', '(a|aa)+$', '(\\w+\\s?)+$', '(a*)*b', '([a-z]+)*[0-9]'])(
    '%s',
    (source) => {
      expect(took(source, short)).toBeLessThan(patience)
    },
  )
  test.each([
    '[^=]*x',
    'a[^=]*x',
    'a[^=]{3,}x',
    '.*.*.*=',
    '(.*)a=',
    'a[^=]*?x',
    '[^=]{3,}x',
    '(?!.*x)y.*z',
    '(.*)\\1!',
  ])('%s on a MiB', (source) => {
    expect(took(source, long, { dotAll: true })).toBeLessThan(patience)
  })
})

test('patterns mean what V8 makes of them with the i flag', () => {
  const unit = fc.constantFrom(
    'a',
    'B',
    '1',
    '.',
    '[a-c]',
    '[^B]',
    '\\d',
    '\\w',
    '(ab|B)',
    '(?:a)',
    ' ',
    '\\.',
    '^',
    '$',
    '\\b',
    'é',
    '[À-ý]',
  )
  const item = fc
    .tuple(unit, fc.constantFrom('', '', '', '*', '+', '?', '{1,2}', '*?'))
    .map(([text, count]) => (/^(?:\^|\$|\\b)$/.test(text) ? text : text + count))
  const source = fc.array(fc.oneof(item, fc.constant('|')), { maxLength: 6 }).map((items) => items.join(''))
  const text = fc.string({ unit: fc.constantFrom(...'aAbBcC1. \néÉÀß'), maxLength: 12 })
  fc.assert(
    fc.property(source, text, fc.boolean(), fc.boolean(), (pattern, subject, multiline, dotAll) => {
      const native = new RegExp(pattern, `i${multiline ? 'm' : ''}${dotAll ? 's' : ''}`)
      expect(compilePattern(pattern, { multiline, dotAll }).test(subject)).toBe(native.test(subject))
    }),
    { numRuns: 2000 },
  )
})
