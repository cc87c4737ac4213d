import { expect, test } from 'vitest'
import { hexRow } from '../../src/content/hex-row.ts'
import { bytesOf, rowText } from '../support/content.ts'

test('offset, bytes, characters', () => {
  const bytes = bytesOf('0123456789abcdef\x00ü')
  expect(rowText(hexRow(bytes, 0))).toBe('00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef')
  expect(rowText(hexRow(bytes, 16))).toBe(`00000010  00 c3 bc ${' '.repeat(41)}...`)
  expect(rowText(hexRow(bytes, 0, 2))).toMatch(/30 31 +01$/)
})
