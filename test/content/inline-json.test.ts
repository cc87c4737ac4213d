import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineJson } from '../../src/content/inline-json.ts'
import { kindsOf, rowText } from '../support/content.ts'

test('tokens', () => {
  expect(kindsOf(inlineJson(' {"a": [1, true, "x\\""]}'))).toEqual([
    'key:"a"',
    'number:1',
    'keyword:true',
    'string:"x\\""',
  ])
})

test('no text is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', '\\', ':', '{', '1', '-', 't', 'true', 'é', '😀', '\ud800', '\n') }),
      (text) => {
        expect(rowText(inlineJson(text))).toBe(text)
      },
    ),
  )
})
