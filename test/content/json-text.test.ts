import { expect, test } from 'vitest'
import { jsonText } from '../../src/content/json-text.ts'
import { bytesOf } from '../support/content.ts'

test.each([
  ['"\\u00e9"', '"é"'],
  ['"\\ud83d\\ude00"', '"😀"'],
  ['"\\ud83d"', '"\\ud83d"'],
  ['"\\u202e\\u001b\\u0041"', '"\\u202e\\u001b\\u0041"'],
  ['"\\\\u00e9\\n"', '"\\\\u00e9\\n"'],
  ['"\x7f"', '"\ufffd"'],
])('%s is shown as %s', (given, shown) => {
  const bytes = bytesOf(given)
  expect(jsonText(bytes, 0, bytes.length)).toBe(shown)
})
