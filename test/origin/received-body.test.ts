import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { BodyStream, BytesBody, emptyBody } from '../../src/kit/body.ts'
import { receiveBody } from '../../src/origin/received-body.ts'

const source = { pauseBody() {}, resumeBody() {}, cancelBody() {} }

function inPieces(bytes: Uint8Array, size: number): BodyStream {
  const body = new BodyStream(null, source)
  for (let at = 0; at < bytes.length; at += size) body.push(bytes.subarray(at, at + size))
  body.finish(['X-T', '1'])
  return body
}

test('no body is empty text', async () => {
  expect(await receiveBody(emptyBody())).toEqual({
    size: 0,
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    text: '',
    truncated: false,
    trailers: [],
  })
})

test('text is read whole however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), async (text, size) => {
      const bytes = Buffer.from(text)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const received = await receiveBody(inPieces(bytes, size))
      expect(received).toEqual({ size: bytes.length, sha256, text, truncated: false, trailers: ['X-T', '1'] })
    }),
    { numRuns: 100 },
  )
})

test.each([
  ['a byte that starts nothing', [0x41, 0xff]],
  ['half a character at the end', [0x41, 0xc3]],
])('%s is no text', async (_name, bytes) => {
  expect((await receiveBody(new BytesBody(Uint8Array.from(bytes)))).text).toBeNull()
})

test('of a long text the beginning is kept', async () => {
  const { size, text, truncated } = await receiveBody(new BytesBody(Buffer.alloc(65_537, 'a')))
  expect({ size, kept: text?.length, truncated }).toEqual({ size: 65_537, kept: 65_536, truncated: true })
})

test('a body that breaks off is never answered', async () => {
  const body = new BodyStream(null, source)
  const received = receiveBody(body)
  body.push(Buffer.from('a'))
  body.abort({ code: 'client_abort', message: 'gone', leg: 'client' })
  const first = await Promise.race([received, new Promise((resolve) => setImmediate(resolve, 'nothing'))])
  expect(first).toBe('nothing')
})
