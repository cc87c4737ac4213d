import { describe, expect, test } from 'vitest'
import { describeByte, isFieldText, isTarget, isToken, trimBlanks } from '../../../src/engine/http1/characters.ts'

const accepted = (table: Uint8Array) =>
  [...table.keys()]
    .filter((code) => table[code] === 1)
    .map((code) => String.fromCharCode(code))
    .join('')

describe('tables', () => {
  test('a token is RFC 9110 §5.6.2, and nothing above ASCII', () => {
    expect(accepted(isToken)).toBe("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~")
  })

  test('a field value has no control but HTAB', () => {
    const text = accepted(isFieldText)
    expect(text).toHaveLength(1 + 95 + 128)
    expect(text).not.toMatch(/[\0-\x08\x0a-\x1f\x7f]/)
  })

  test('a target has neither space nor control', () => {
    const text = accepted(isTarget)
    expect(text).toHaveLength(94 + 128)
    expect(text).not.toMatch(/[\0-\x20\x7f]/)
  })
})

test.each([
  [' \ta b\t ', 'a b'],
  ['', ''],
  [' \t', ''],
  ['\xa05\x0b', '\xa05\x0b'],
])('trimBlanks takes SP and HTAB only: %j', (text, expected) => {
  expect(trimBlanks(text)).toBe(expected)
})

test.each([
  [65, '"A"'],
  [0, '0x00'],
  [32, '0x20'],
  [127, '0x7f'],
  [255, '0xff'],
])('byte %d is shown as %s', (code, expected) => {
  expect(describeByte(code)).toBe(expected)
})
