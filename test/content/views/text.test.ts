import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { text } from '../../../src/content/views/text.ts'
import { bytesOf, viewRows } from '../../support/content.ts'

test('lines as they are', async () => {
  expect(await viewRows(text, 'a\r\n\n\tb\x1b[1m')).toEqual(['a', '', '  b'])
  expect(await viewRows(text, 'é'.repeat(3000))).toHaveLength(
    Math.ceil(1024 / 80) + Math.ceil(1024 / 80) + Math.ceil(952 / 80),
  )
})

test.each([
  ['text/x', 'abc', 0.4],
  ['', 'abc', 0.2],
  ['text/plain', 'a\0', 0.12],
  ['', 'a\0', 0.02],
])('%s %j: %d', (type, content, sure) => {
  expect(text.fits(parseContentType(type), bytesOf(content))).toBe(sure)
})
