import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteBytes, quoteText } from '../../src/formats/shell-quote.ts'

test.each([
  ['a', 'a'],
  ['', "''"],
  ["it's", `'it'\\''s'`],
  ['\xff%', `"$(printf '\\377%%')"`],
])('%j is %s', (bytes, word) => {
  expect(quoteBytes(bytes)).toBe(word)
})

test('a shell reads the same bytes again', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', "'", '"', '$', '`', '\\', '%', '!', ' ', '\t', '\x01', '\x1b', '\xff', '\xc3\xa9', '-'),
    maxLength: 12,
  })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (words) => {
      const command = `for word in ${words.map(quoteBytes).join(' ')}; do printf '%s\\n' "$word"; done`
      const said = execFileSync('sh', ['-c', words.length === 0 ? ':' : command])
      expect(said.toString('latin1')).toBe(words.map((word) => `${word}\n`).join(''))
    }),
    { numRuns: 60 },
  )
})

test('text keeps its line ends', () => {
  expect(quoteText('a\nb')).toBe("'a\nb'")
  expect(quoteText('')).toBe("''")
})
