import { expect, test } from 'vitest'
import { quote } from '../../src/kit/shell-word.ts'

test.each([
  ['/a/b.pem', '/a/b.pem'],
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", `'it'\\''s'`],
  ['$(x)', "'$(x)'"],
])('%s', (text, word) => {
  expect(quote(text)).toBe(word)
})
