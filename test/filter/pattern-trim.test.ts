import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emitPattern } from '../../src/filter/pattern-emit.ts'
import { parsePattern } from '../../src/filter/pattern-parse.ts'
import { trimPattern } from '../../src/filter/pattern-trim.ts'

const mode = { unicode: false, captures: false, multiline: false }
const trimmed = (source: string) =>
  emitPattern(trimPattern(parsePattern(source, { ignoreCase: false, multiline: false, dotAll: false }).tree), mode)

test.each([
  ['.*foo.*bar.*', 'foo(.)*bar'],
  ['.+foo.?', '.foo'],
  ['a{3,}b{2,}', '(?:a){3,3}(?:b){2,2}'],
  ['a*', ''],
  ['a*b*', ''],
  ['.*a|b+', 'a|b'],
  ['(a|b)+', '(?:a|b)'],
  ['^.*foo', '^(.)*foo'],
  ['foo.*$', 'foo(.)*$'],
  ['(?=a*)b', '(?=(a)*)b'],
])('%s is searched as %s', (source, expected) => {
  expect(trimmed(source)).toBe(expected)
})

test('it occurs in the same texts', () => {
  const item = fc.tuple(
    fc.constantFrom('a', '.', '[^a]', '(a|bb)', '(ab*)', '(?=a)', '(?<!b)'),
    fc.constantFrom('', '*', '+', '?', '{2,}', '*?'),
  )
  const source = fc
    .array(
      fc.oneof(
        item.map(([text, count]) => (text.startsWith('(?') ? text : text + count)),
        fc.constantFrom('|', '^', '$', '\\b'),
      ),
      { maxLength: 6 },
    )
    .map((items) => items.join(''))
  fc.assert(
    fc.property(source, fc.string({ unit: fc.constantFrom(...'aab c'), maxLength: 10 }), (pattern, text) => {
      expect(new RegExp(trimmed(pattern)).test(text)).toBe(new RegExp(pattern).test(text))
    }),
    { numRuns: 2000 },
  )
})
