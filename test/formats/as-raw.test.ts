import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { rawRequest, rawResponse } from '../../src/formats/as-raw.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildBody, buildExchange, buildRequestHead, buildResponseHead } from '../support/exchange.ts'

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1')

test('the bytes as they came', () => {
  const raw = 'GET / HTTP/1.1\r\nHOST:  a\r\n\r\n'
  const exchange = buildExchange({
    legs: [{ request: buildRequestHead({ fields: ['HOST', 'a'], raw }) }],
    hops: [],
    requestBody: buildBody(Uint8Array.of(255)),
  })
  expect(text(rawRequest(exchange))).toBe(`${raw}\xff`)
})

test('or as they would have been', () => {
  const head = buildResponseHead({ status: 404, reason: 'No', version: '2', fields: ['a', 'b'] })
  const exchange = buildExchange({ legs: [{ response: head }], hops: [], responseBody: buildBody('x') })
  expect(text(rawResponse(exchange))).toBe('HTTP/2 404 No\r\na: b\r\n\r\nx')
  expect(rawRequest(exchange)).toBeUndefined()
  expect(rawResponse(buildExchange({ status: null }))).toBeUndefined()
})

test('what could not be read is its bytes', () => {
  expect(text(rawRequest(buildExchange({ legs: [], unparsed: 'GET\0' })))).toBe('GET\0')
})

test('without secrets, when told', () => {
  const fields = ['Authorization', 'Bearer abc']
  const raw = 'GET /?token=abc HTTP/1.1\r\nAuthorization: Bearer abc\r\n\r\n'
  const exchange = buildExchange({
    legs: [{ request: buildRequestHead({ target: '/?token=abc', fields, raw }) }],
    hops: [],
  })
  expect(text(rawRequest(exchange, createRedactor()))).toBe(
    'GET /?token={{secret:token-1}} HTTP/1.1\r\nAuthorization: Bearer {{secret:token-1}}\r\n\r\n',
  )
})
