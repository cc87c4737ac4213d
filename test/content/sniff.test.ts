import { expect, test } from 'vitest'
import { beginning, firstByte, hasUtf16Mark, looksLikeText } from '../../src/content/sniff.ts'
import { bytesOf } from '../support/content.ts'

test.each([
  [bytesOf('hello\n'), true],
  [bytesOf('é'.repeat(2000)), true],
  [bytesOf('\x1b[31mred'), true],
  [new Uint8Array(), true],
  [bytesOf('a\0b'), false],
  [Uint8Array.of(0xff, 0xfe, 65, 0), true],
  [Uint8Array.from({ length: 64 }, (_, i) => 128 + i), false],
  [Uint8Array.of(1, 2, 3, 4), false],
])('%# looks like text: %s', (bytes, text) => {
  expect(looksLikeText(bytes)).toBe(text)
})

test('what stands first', () => {
  expect(firstByte(bytesOf('\ufeff \n{'))).toBe(0x7b)
  expect(firstByte(bytesOf('  '))).toBeUndefined()
  expect(beginning(bytesOf('\ufeff\n <a'))).toBe('<a')
  expect(beginning(bytesOf(`x${' '.repeat(5000)}`))).toHaveLength(1024)
  expect(hasUtf16Mark(Uint8Array.of(0xfe, 0xff))).toBe(true)
})
