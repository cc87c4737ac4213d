import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { xml } from '../../../src/content/views/xml.ts'
import { bytesOf, viewRows } from '../../support/content.ts'

test.each([
  ['application/xml', '', 0.85],
  ['image/svg+xml', '<svg>', 0.85],
  ['application/x+xml', 'nonsense', 0.3],
  ['', '<?xml version="1.0"?>', 0.5],
  ['application/xhtml+xml', '<html>', 0],
])('%s %s: %d', (type, text, sure) => {
  expect(xml.fits(parseContentType(type), bytesOf(text))).toBe(sure)
})

test('a tree', async () => {
  expect(await viewRows(xml, '<a><link>x</link></a>')).toEqual(['<a>', '  <link>x</link>', '</a>'])
})
