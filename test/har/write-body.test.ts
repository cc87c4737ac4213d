import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { plainText, writeBody } from '../../src/har/write-body.ts'
import { buildBody } from '../support/exchange.ts'
import { decode, open, strict } from '../support/har.ts'

const write = (content: string | Uint8Array, fields: string[] = [], facts = {}) =>
  writeBody({ ...buildBody(content), ...facts }, fields, decode, open, 'body')

test('text, or base64 of what is none', () => {
  expect(write('é', ['Content-Type', 'text/plain'])).toEqual({
    mimeType: 'text/plain',
    size: 2,
    content: { text: 'é' },
  })
  expect(write(Uint8Array.of(0xe9))).toEqual({ mimeType: '', size: 1, content: { text: '6Q==', encoding: 'base64' } })
  expect(write('a\0').content).toMatchObject({ encoding: 'base64' })
  expect(write('')).toEqual({ mimeType: '', size: 0 })
})

test('decoded, and its size is that of the content', () => {
  expect(write(gzipSync('hello'), ['Content-Encoding', 'gzip'])).toMatchObject({ size: 5, content: { text: 'hello' } })
  expect(write('x', ['Content-Encoding', 'odd']).content).toEqual({ text: 'eA==', encoding: 'base64', _encoded: true })
  expect(write('x', ['Content-Encoding', 'identity']).content).toEqual({ text: 'x' })
})

test('what is cut says so', () => {
  expect(write('ab', [], { size: 9 })).toEqual({ mimeType: '', size: 9, content: { text: 'ab', _truncated: true } })
  expect(write('', [], { size: 9 })).toEqual({ mimeType: '', size: 9 })
})

test('secrets go', () => {
  const { content } = writeBody(
    buildBody('password=x'),
    ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
    decode,
    strict(),
    'body',
  )
  expect(content!.text).toBe('password={{secret:password-1}}')
})

test('text is exact or none', () => {
  expect(plainText(Buffer.from('\ufeffa\r\n\t\f'))).toBe('\ufeffa\r\n\t\f')
  for (const bytes of [[0xc3], [27], [127]]) expect(plainText(Uint8Array.from(bytes))).toBeUndefined()
})
