import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { grpc } from '../../../src/content/views/grpc.ts'
import { openView, textRows, viewRows } from '../../support/content.ts'

const message = Buffer.from('089601120774657374696e671a03089601', 'hex')
const frame = (content: Uint8Array, flags = 0) => {
  const head = Buffer.alloc(5)
  head[0] = flags
  head.writeUInt32BE(content.length, 1)
  return Buffer.concat([head, content])
}
const shown = ['{  message of 17 bytes', '  1: 150', '  2: "testing"', '  3: {', '    1: 150', '  }', '}']

test('fits', () => {
  expect(grpc.fits(parseContentType('application/grpc+proto'), message)).toBe(0.95)
  expect(grpc.fits(parseContentType('application/grpc+json'), message)).toBe(0)
})

test('messages, one after the other', async () => {
  expect(await viewRows(grpc, Buffer.concat([frame(message), frame(new Uint8Array()), frame(message)]))).toEqual([
    ...shown,
    '{}  message of 0 bytes',
    ...shown,
  ])
})

test('compressed ones are decoded, and that is said', async () => {
  const document = await openView(grpc, frame(gzipSync(message), 1), 'application/grpc', { coding: 'gzip' })
  expect(textRows(document)).toEqual(shown)
  expect(document.notes.join()).toContain('1 compressed message is shown decoded (gzip)')
  expect((await viewRows(grpc, frame(message, 1)))[0]).toMatch(/^compressed h'/)
  expect((await viewRows(grpc, frame(message, 1), '', { coding: 'gzip' }))[0]).toMatch(/^compressed h'/)
})

test('gRPC-Web: trailers, and base64 in pieces', async () => {
  const trailers = frame(Buffer.from('grpc-status: 0\r\n'), 128)
  expect((await viewRows(grpc, trailers))[0]).toBe('trailers "grpc-status: 0\\r\\n"')
  const text = frame(message).toString('base64') + trailers.toString('base64')
  expect(await viewRows(grpc, text, 'application/grpc-web-text')).toEqual([...shown, 'trailers "grpc-status: 0\\r\\n"'])
})

test('frames that lie', async () => {
  expect((await viewRows(grpc, Buffer.from('00ffffffff01', 'hex')))[0]).toContain(
    'expected a message of 4294967295 bytes',
  )
  expect((await viewRows(grpc, Buffer.from('0000', 'hex')))[0]).toContain('frame head')
})
