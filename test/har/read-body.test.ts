import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readBody } from '../../src/har/read-body.ts'
import { codec } from '../support/har.ts'

const read = (content: unknown, facts: { fields?: string[]; size?: unknown; ours?: boolean } = {}) => {
  const { size, kept, chunks } = readBody(content, { fields: [], size: undefined, codec, ours: false, ...facts })
  return { size, kept, bytes: Buffer.concat(chunks) }
}

test.each([
  [{ text: 'é' }, 'é'],
  [{ text: 'w6k=', encoding: 'base64' }, 'é'],
  [{ text: 'w6k=', _encoding: 'base64' }, 'é'],
  [{ params: [{ name: 'a', value: 'b c' }, { name: 'd' }] }, 'a=b+c&d='],
  [{ text: '', params: [{ name: 'a', value: 1 }] }, 'a=1'],
  [{ text: '' }, ''],
])('%j', (content, text) => {
  expect(read(content).bytes.toString()).toBe(text)
})

test('an image that Firefox left out has its size', () => {
  expect(read({ size: 99, mimeType: 'image/png' }, { size: -1 })).toMatchObject({ size: 99, kept: 0 })
  expect(read(undefined, { size: 5 })).toMatchObject({ size: 5, kept: 0 })
  expect(read(undefined)).toMatchObject({ size: 0, kept: 0 })
})

test('decoded content is coded again, coded content is kept', () => {
  const fields = ['Content-Encoding', 'gzip']
  const again = read({ text: 'hello' }, { fields, size: 5 })
  expect(codec.decode(again.bytes, 'gzip')).toEqual(Buffer.from('hello'))
  expect(again.size).toBe(5)
  const coded = { text: gzipSync('hello').toString('base64'), encoding: 'base64' }
  expect(read(coded, { fields }).bytes).toEqual(gzipSync('hello'))
  expect(codec.decode(read(coded, { fields, ours: true }).bytes, 'gzip')).toEqual(gzipSync('hello'))
  expect(read({ ...coded, _encoded: true }, { fields, ours: true }).bytes).toEqual(gzipSync('hello'))
  expect(read({ text: 'x' }, { fields: ['Content-Encoding', 'odd'] }).bytes.toString()).toBe('x')
})

test('sizes of other tools are no reason to call a body cut', () => {
  expect(read({ text: 'abc' }, { size: 1000 })).toMatchObject({ size: 3, kept: 3 })
  expect(read({ text: 'abc', _truncated: true }, { size: 1000 })).toMatchObject({ size: 1000, kept: 3 })
})
