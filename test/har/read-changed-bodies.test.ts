import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChangedBodies } from '../../src/har/read-changed-bodies.ts'
import { writeHar } from '../../src/har/write-har.ts'
import { buildBody, buildExchange, buildRequestHead, buildResponseHead } from '../support/exchange.ts'
import { codec, decode, readText } from '../support/har.ts'

test('what has its shape is taken, the rest left out', () => {
  const value = {
    request: { causes: ['rule r', 3], upstream: { bodySize: 9, text: 'abc', _truncated: true } },
    response: { causes: [], upstream: { text: 'x' } },
  }
  expect(readChangedBodies(value, undefined, codec)).toEqual({
    changedBodies: { request: { causes: ['rule r'], upstream: { size: 9, kept: 3, chunks: [Buffer.from('abc')] } } },
  })
  expect(readChangedBodies({ response: { causes: ['edit'] } }, undefined, codec)).toEqual({
    changedBodies: { response: { causes: ['edit'] } },
  })
})

test('a file that we wrote comes back the same', () => {
  const response = buildResponseHead({ fields: ['Content-Encoding', 'gzip'] })
  const [before, after] = [gzipSync('{"a":1}'), gzipSync('{"a":2}')]
  const exchange = buildExchange({
    legs: [{ request: buildRequestHead({ target: '/', fields: ['Host', 'example.test'] }), response }, { response }],
    sent: 'a',
    received: after,
    changedBodies: {
      request: { causes: ['rule r', 'edit'], upstream: buildBody('b') },
      response: { causes: ['script fix.ts'], upstream: buildBody(before) },
    },
  })
  const [read] = readText(writeHar([exchange], { version: '1' }, { decode })).exchanges
  expect(read!.changedBodies!.request).toEqual({
    causes: ['rule r', 'edit'],
    upstream: { size: 1, kept: 1, chunks: [Buffer.from('b')] },
  })
  const { causes, upstream } = read!.changedBodies!.response!
  expect(causes).toEqual(['script fix.ts'])
  expect(codec.decode(Buffer.concat(upstream!.chunks), 'gzip')).toEqual(Buffer.from('{"a":1}'))
})

test('nothing makes it throw', () => {
  const side = fc.dictionary(fc.constantFrom('causes', 'upstream', 'text'), fc.jsonValue())
  const value = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('request', 'response'), side))
  fc.assert(
    fc.property(value, (any) => {
      expect(readChangedBodies(any, undefined, codec)).toBeTypeOf('object')
    }),
  )
})
