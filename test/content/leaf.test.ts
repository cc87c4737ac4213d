import { expect, test } from 'vitest'
import { bytesLeaf, isPlainText, numberLeaf, textLeaf, wordLeaf } from '../../src/content/leaf.ts'
import { bytesOf, rowText } from '../support/content.ts'

test('texts are quoted and harmless, long ones cut', () => {
  expect(rowText(textLeaf(bytesOf('a"\x1b\n'), 0, 4))).toBe('"a\\"\\u001b\\n"')
  expect(rowText(textLeaf(bytesOf('\u202e'), 0, 3))).toBe('"\ufffd"')
  expect(rowText(textLeaf(bytesOf('é'.repeat(5000)), 0, 10_000))).toMatch(/^"é+" … 10000 bytes$/)
})

test('bytes, numbers, words', () => {
  expect(rowText(bytesLeaf(Uint8Array.of(1, 255), 0, 2))).toBe("h'01ff' 2 bytes")
  expect(rowText(bytesLeaf(new Uint8Array(40), 0, 40))).toMatch(/…' 40 bytes$/)
  expect(rowText(bytesLeaf(Uint8Array.of(1), 0, 1))).toBe("h'01' 1 byte")
  expect(rowText(numberLeaf(-0))).toBe('-0')
  expect(rowText(numberLeaf(2n ** 63n))).toBe('9223372036854775808')
  expect(wordLeaf('null')).toEqual([['null', 'keyword']])
})

test.each([
  ['héllo\n', true],
  ['a\0', false],
  ['a\x7f', false],
])('%j is plain text: %s', (text, plain) => {
  const bytes = bytesOf(text)
  expect(isPlainText(bytes, 0, bytes.length)).toBe(plain)
})

test('a long text is judged by its beginning, cut between characters', () => {
  const bytes = bytesOf(`a${'é'.repeat(5000)}`)
  expect(isPlainText(bytes, 0, bytes.length)).toBe(true)
  expect(isPlainText(Uint8Array.of(0x80, 0x81), 0, 2)).toBe(false)
})
