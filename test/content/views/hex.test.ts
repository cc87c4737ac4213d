import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { hex } from '../../../src/content/views/hex.ts'
import { viewRows } from '../../support/content.ts'

test('sixteen bytes a row', async () => {
  expect(hex.fits(parseContentType(''), new Uint8Array())).toBe(0.1)
  const rows = await viewRows(hex, new Uint8Array(33))
  expect(rows.map((row) => row.slice(0, 8))).toEqual(['00000000', '00000010', '00000020'])
})
