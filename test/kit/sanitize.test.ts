import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { sanitize } from '../../src/kit/sanitize.ts'

describe('sanitize', () => {
  test.each([
    ['plain text', 'GET /users?q=ä 日本', 'GET /users?q=ä 日本'],
    ['colours', 'a\x1b[31;1mb\x1b[0mc', 'abc'],
    ['a window title, ended by BEL', 'a\x1b]0;gotcha\x07b', 'ab'],
    ['a window title, ended by ST', 'a\x1b]0;gotcha\x1b\\b', 'ab'],
    ['a title without an end', 'a\x1b]0;gotcha', 'a'],
    ['a device control string', 'a\x1bP1$r0m\x1b\\b', 'ab'],
    ['eight-bit CSI', 'a\x9b31mb', 'ab'],
    ['eight-bit OSC', 'a\x9d0;gotcha\x9cb', 'ab'],
    ['a reset of the terminal', 'a\x1bcb', 'ab'],
    ['a character set', 'a\x1b(0b', 'ab'],
    ['a lone escape at the end', 'a\x1b', 'a\ufffd'],
    ['NUL, BEL, backspace, DEL', '\0\x07\b\x7f', '\ufffd\ufffd\ufffd\ufffd'],
    ['other C1', '\x85\x8d', '\ufffd\ufffd'],
    ['line ends and tabs', 'a\r\nb\nc\td\re\u2028f', 'a b c d e f'],
    ['a right-to-left override', 'evil\u202egpj.exe', 'evil\ufffdgpj.exe'],
    ['isolates and marks', '\u2066\u2069\u200f\u200e\u061c', '\ufffd\ufffd\ufffd\ufffd\ufffd'],
  ])('%s', (_name, text, expected) => {
    expect(sanitize(text)).toBe(expected)
  })

  test('nothing that could act on a terminal is left, whatever came', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('\x1b', '[', ']', '0', ';', 'm', '\x07', '\x9b', '\\', '\x9c', '\u202e', '\n'),
        fc.string({ unit: 'binary' }),
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(sanitize(parts.join(''))).not.toMatch(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069]/)
      }),
    )
  })
})
