import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createCodec } from '../../src/content/encode.ts'
import { BytesBody } from '../../src/kit/body.ts'
import { bodyOfBytes } from '../../src/kit/collect-body.ts'
import { rewriteBody, rewriteText } from '../../src/kit/rewrite-body.ts'
import { read } from '../support/origin.ts'

const codec = createCodec(1 << 20)
const upper = (content: Uint8Array) => rewriteText(content, (text) => text.toUpperCase())

test('content is changed under its coding, and the length told', async () => {
  const { body, change, plain } = await rewriteBody(
    new BytesBody(gzipSync('abc')),
    ['Content-Encoding', 'gzip'],
    upper,
    codec,
  )
  const { bytes } = await read(body)
  expect(gunzipSync(bytes).toString()).toBe('ABC')
  expect(change).toEqual({ before: expect.anything(), after: bytes })
  expect({ length: body.length, plain }).toEqual({ length: bytes.length, plain: undefined })
})

test('a message of unknown length stays one, with its trailers', async () => {
  const { body } = await rewriteBody(bodyOfBytes(Buffer.from('abc'), null, ['T', '1']), [], upper, codec)
  expect(body.length).toBeNull()
  expect(await read(body)).toMatchObject({ text: 'ABC', trailers: ['T', '1'] })
})

test('what cannot be decoded, or fails, passes as it is and says why', async () => {
  const odd = await rewriteBody(new BytesBody(Buffer.from('abc')), ['Content-Encoding', 'odd'], upper, codec)
  expect(odd.problem).toBe('its content coding odd cannot be undone')
  expect((await read(odd.body)).text).toBe('abc')
  const failing = await rewriteBody(
    new BytesBody(Buffer.from('abc')),
    [],
    () => {
      throw new Error('no')
    },
    codec,
  )
  expect(failing).toMatchObject({ problem: 'no' })
  expect((await read(failing.body)).text).toBe('abc')
  const large = new BytesBody(new Uint8Array(17 * 1024 * 1024))
  expect(await rewriteBody(large, [], upper, codec)).toEqual({
    body: large,
    problem: expect.stringContaining('16 MiB'),
  })
})

test('a coding that can only be undone leaves the content plain', async () => {
  const oneWay = { decode: (bytes: Uint8Array) => bytes, encode: () => undefined }
  expect(
    await rewriteBody(new BytesBody(Buffer.from('abc')), ['Content-Encoding', 'one-way'], upper, oneWay),
  ).toMatchObject({ plain: true, change: { after: { length: 3 } } })
})

test('bytes that are no UTF-8 stay what they are', () => {
  const bytes = Buffer.from([0xff, 0x61, 0xfe])
  expect([...rewriteText(bytes, (text) => text.replace('a', 'b'))]).toEqual([0xff, 0x62, 0xfe])
  expect(rewriteText(bytes, (text) => text)).toBe(bytes)
})
