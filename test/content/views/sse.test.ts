import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { sse } from '../../../src/content/views/sse.ts'
import { bytesOf, kindsOf, openView, viewRows } from '../../support/content.ts'

test('fields, comments and JSON', async () => {
  expect(sse.fits(parseContentType('text/event-stream; charset=utf-8'), bytesOf(''))).toBe(0.9)
  const document = await openView(sse, ': hi\nevent: a\ndata: {"b":1}\ndata: text\nretry\n\n')
  expect(document.rows(0, 9, 80).map(kindsOf)).toEqual([
    ['comment:: hi'],
    ['key:event', 'string: a'],
    ['key:data', 'key:"b"', 'number:1'],
    ['key:data', 'string: text'],
    ['key:retry'],
    [],
  ])
})

test('a long line stays of its kind', async () => {
  const rows = await viewRows(sse, `data: ${'x'.repeat(5000)}\n`)
  expect(rows.join('')).toBe(`data: ${'x'.repeat(5000)}`)
})
