import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { contentOf, shownBody, shownPausedBody } from '../../../../src/session/commands/parts/shown-body.ts'

const record = (data: Uint8Array, size = data.length) => ({ size, kept: data.length, chunks: [data] })

test('text decoded, other bytes as base64', () => {
  const data = gzipSync('hello')
  expect(shownBody(record(data), ['Content-Encoding', 'gzip'])).toEqual({
    size: data.length,
    complete: true,
    text: 'hello',
  })
  expect(shownBody(record(new Uint8Array([255]), 9), [])).toEqual({ size: 9, complete: false, base64: '/w==' })
  expect(contentOf(new Uint8Array(0))).toEqual({ text: '' })
})

test('of what is paused: an edited one is decoded already', () => {
  const fields = ['Content-Encoding', 'gzip']
  const data = new TextEncoder().encode('new')
  expect(shownPausedBody({ data, complete: true, plain: true }, fields)).toMatchObject({ text: 'new' })
  expect(shownPausedBody({ data: gzipSync('old'), complete: false }, fields)).toMatchObject({
    text: 'old',
    complete: false,
  })
})
