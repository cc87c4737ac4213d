import { expect, test } from 'vitest'
import { characterStart, longestPiece, nextPiece, textOfBytes, view } from '../../src/content/text-piece.ts'
import { bytesOf } from '../support/content.ts'

test('pieces end with their line, or where a character begins', () => {
  const bytes = bytesOf('ab\r\ncd\n\ne')
  expect(nextPiece(bytes, 0, bytes.length)).toEqual({ end: 2, next: 4 })
  expect(nextPiece(bytes, 4, bytes.length)).toEqual({ end: 6, next: 7 })
  expect(nextPiece(bytes, 7, bytes.length)).toEqual({ end: 7, next: 8 })
  expect(nextPiece(bytes, 8, bytes.length)).toEqual({ end: 9, next: 9 })
  const long = bytesOf(`a${'é'.repeat(longestPiece)}`)
  const { end } = nextPiece(long, 0, long.length)
  expect(end).toBe(longestPiece - 1)
  expect(textOfBytes(long, 0, end)).not.toContain('\ufffd')
})

test('text is on one line and harmless', () => {
  expect(textOfBytes(bytesOf('a\tb\x1b[31mc\x00'), 0, 9)).toBe('a  bc')
})

test('bytes that are no UTF-8 are cut anywhere', () => {
  expect(characterStart(new Uint8Array(10).fill(0x80), 8, 0)).toBe(8)
  expect(characterStart(bytesOf('a😀'), 4, 0)).toBe(1)
})

test('a view shares the bytes', () => {
  const bytes = bytesOf('abc').subarray(1)
  expect(view(bytes, 0, 2).toString()).toBe('bc')
  expect(view(bytes, 2, 1)).toHaveLength(0)
})
