import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shownBytes, writtenBytes } from '../../../src/tui/control/shown-bytes.ts'

test.each([
  ['a b\tc', 'a b\tc'],
  ['caf\xc3\xa9', 'café'],
  ['caf\xe9\xff', 'caf\\xe9\\xff'],
  ['\xf0\x9f\x91\x8d', '👍'],
  ['C:\\xampp\\ab', 'C:\\xampp\\ab'],
  ['\\x41', '\\x5cx41'],
  ['\xe2\x80\xa8', '\\xe2\\x80\\xa8'],
  ['a\x00\x7f', 'a\\x00\\x7f'],
])('%j is shown as %s', (bytes, shown) => {
  expect(shownBytes(bytes)).toBe(shown)
  expect(writtenBytes(shown)).toBe(bytes)
})

test('any bytes come back', () => {
  const unit = fc.constantFrom(
    'a',
    '\\',
    'x',
    '4',
    'e',
    '\xe9',
    '\xc3\xa9',
    '\xe2\x80\xa8',
    '\xf0\x9f\x91\x8d',
    '\xff',
    '\n',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
        fc.string({ unit }),
      ),
      (bytes) => {
        const shown = shownBytes(bytes)
        expect(writtenBytes(shown)).toBe(bytes)
        expect(shown).not.toMatch(/[\n\r]/)
        // As a file keeps it.
        expect(Buffer.from(shown, 'utf8').toString('utf8')).toBe(shown)
      },
    ),
  )
})
