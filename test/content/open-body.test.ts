import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBody } from '../../src/content/open-body.ts'
import { hex } from '../../src/content/views/hex.ts'
import { views } from '../../src/content/views/index.ts'
import { buildBody } from '../support/exchange.ts'
import { textRows } from '../support/content.ts'

const maxBytes = 1e6

test('decoded, in the view that fits', async () => {
  const fields = ['Content-Type', 'application/json', 'Content-Encoding', 'gzip']
  const { view, document, notes, bytes } = await openBody(buildBody(gzipSync('{"a":1}')), { fields, maxBytes })
  expect(view.name).toBe('json')
  expect(notes).toEqual([])
  expect(Buffer.from(bytes).toString()).toBe('{"a":1}')
  expect(textRows(document)).toEqual(['{', '  "a": 1', '}'])
})

test('in the view asked for', async () => {
  const { document } = await openBody(buildBody('{}'), { fields: [], maxBytes, view: hex })
  expect(textRows(document)[0]).toContain('7b 7d')
})

test.each([
  ['what is cut', { ...buildBody('{"a":'), size: 99 }, [], /only the beginning was kept/],
  ['an unknown coding', buildBody('x'), ['Content-Encoding', 'odd'], /coding that is not known: odd/],
  ['a broken coding', buildBody('no gzip'), ['Content-Encoding', 'gzip'], /gzip data is broken/],
  [
    'a coding that ends early',
    buildBody(gzipSync('a'.repeat(5000)).subarray(0, 20)),
    ['Content-Encoding', 'gzip'],
    /gzip data ends early/,
  ],
])('%s is said', async (_, body, fields, note) => {
  expect((await openBody(body, { fields, maxBytes })).notes.join()).toMatch(note)
})

test('what the decoder left out is not blamed on what was kept', async () => {
  const fields = ['Content-Type', 'application/json', 'Content-Encoding', 'gzip']
  const { notes } = await openBody(buildBody(gzipSync('['.repeat(5000))), { fields, maxBytes: 1000 })
  expect(notes).toEqual(['only the first 1 kB of its content are decoded'])
  const whole = buildBody(gzipSync('['.repeat(5000)).subarray(0, 25))
  expect((await openBody(whole, { fields, maxBytes })).notes).toEqual(['the gzip data ends early'])
})

test('a view that fails is replaced by the bytes', async () => {
  const broken = { ...hex, label: 'Odd', open: () => Promise.reject(new Error('no')) }
  const { notes, document } = await openBody(buildBody('ab'), { fields: [], maxBytes, view: broken })
  expect(notes).toEqual(['the Odd view failed: no'])
  expect(textRows(document)[0]).toContain('61 62')
})

test('no bytes make any view throw, and every row is clean', async () => {
  const token = fc.constantFrom(
    '{"query":"{a}"}',
    '<a>',
    '--b\r\n',
    '\r\n\r\n',
    'data: {',
    '\x1b[2J',
    '\x9b1m',
    '\u202e',
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    'GIF89a',
    '%',
    '"',
    '\0',
    '\ud800',
  )
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.array(token, { maxLength: 8 }).map((parts) => new Uint8Array(Buffer.from(parts.join(''), 'latin1'))),
    fc.array(token, { maxLength: 8 }).map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
  )
  const type = fc.constantFrom(
    '',
    'text/plain; charset=utf-16',
    'multipart/form-data; boundary=b',
    'application/grpc-web-text',
    'application/json',
  )
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.constantFrom(...views),
      type,
      fc.boolean(),
      fc.integer({ min: 1, max: 90 }),
      async (content, view, mime, cut, width) => {
        const body = cut ? { ...buildBody(content), size: content.length + 1 } : buildBody(content)
        const { document } = await openBody(body, {
          fields: ['Content-Type', mime, 'grpc-encoding', 'gzip'],
          maxBytes,
          view,
        })
        const rows = textRows(document, width)
        expect(rows.join('')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
        document.search(/a/, 0)
        document.fold?.(0)
        document.rows(0, 10, width)
      },
    ),
    { numRuns: 600 },
  )
})
