import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { form } from '../../../src/content/views/form.ts'
import { bytesOf, viewRows } from '../../support/content.ts'

test.each([
  ['a=1&b=x+y%20z', ['a: 1', 'b: x y z']],
  ['a&=b&&c=', ['a', ': b', '', 'c: ']],
  ['a=%zz&b=%C3%A9', ['a: %zz', 'b: é']],
  ['a=%1b%5b31m', ['a: ']],
  ['', []],
])('%s', async (text, rows) => {
  expect(form.fits(parseContentType('application/x-www-form-urlencoded'), bytesOf(text))).toBe(0.9)
  expect(await viewRows(form, text)).toEqual(rows)
})

test('a long value goes on, its escapes whole', async () => {
  const rows = await viewRows(form, `a=${'%C3%A9'.repeat(1000)}&b=1`)
  expect(rows.join('')).toBe(`a: ${'é'.repeat(1000)}b: 1`)
})
