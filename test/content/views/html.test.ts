import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { html } from '../../../src/content/views/html.ts'
import { bytesOf, viewRows } from '../../support/content.ts'

test.each([
  ['text/html', '', 0.7],
  ['', '\n<!DOCTYPE html>', 0.55],
  ['', '<htmlx', 0],
])('%s %s: %d', (type, text, sure) => {
  expect(html.fits(parseContentType(type), bytesOf(text))).toBe(sure)
})

test('a tree, without end tags for what has none', async () => {
  expect(await viewRows(html, '<P><IMG src=x><b>y</b></P>')).toEqual(['<P>', '  <IMG src=x>', '  <b>y</b>', '</P>'])
})
