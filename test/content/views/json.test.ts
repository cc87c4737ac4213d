import { expect, test } from 'vitest'
import { json } from '../../../src/content/views/json.ts'
import { parseContentType } from '../../../src/content/media-type.ts'
import { bytesOf, openView, rowText, viewRows } from '../../support/content.ts'

test.each([
  ['application/json', '{}', 0.9],
  ['application/problem+json; charset=utf-8', '{}', 0.9],
  ['application/x-ndjson', '{}', 0.9],
  ['application/json', '<html>', 0.05],
  ['text/plain', ' [1]', 0.6],
  ['', 'x', 0],
  ['text/html', '{', 0.15],
])('%s %s: %d', (type, text, sure) => {
  expect(json.fits(parseContentType(type), bytesOf(text))).toBe(sure)
})

test('reads the charset it names', async () => {
  const latin = Uint8Array.from('["é"]', (character) => character.charCodeAt(0))
  expect(await viewRows(json, latin, 'application/json; charset=latin1')).toEqual(['[', '  "é"', ']'])
  expect(await viewRows(json, new Uint8Array(Buffer.from('\ufeff[1]', 'utf16le')))).toEqual(['[', '  1', ']'])
})

test('50 MB show their first rows at once, and a jump costs a slice', async () => {
  const item = '{"id":1234,"name":"somebody","tags":["a","b"]},'
  const bytes = bytesOf(`[${item.repeat(50e6 / item.length)}0]`)
  const started = performance.now()
  const document = await openView(json, bytes, 'application/json')
  expect(document.rows(0, 40, 100).map(rowText)[1]).toBe('  {')
  expect(document.rows(1_000_000, 40, 100)).toEqual([])
  document.search(/nowhere/, 0)
  expect(performance.now() - started).toBeLessThan(300)
})
