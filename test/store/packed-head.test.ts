import { describe, expect, test } from 'vitest'
import { parseRequestHead, parseResponseHead } from '../../src/engine/http1/head.ts'
import { packHeads } from '../../src/store/packed-head.ts'
import type { Exchange } from '../../src/model/exchange.ts'
import { buildExchange } from '../support/exchange.ts'

const packed = (exchange: Exchange) => {
  packHeads(exchange)
  return exchange
}
const limits = { fieldCount: 100, targetBytes: 1000 }
const requestText = 'GET /a HTTP/1.1\r\nHost:  a.test \r\nX-Empty:\r\nx-tab:\tv\t\r\nCookie: a=\xe9\xa0\r\n\r\n'
const responseText = 'HTTP/1.1 200 Fine  thanks\r\nSet-Cookie: a=1\r\nSET-cookie: b=2\r\n\r\n'

describe('packHeads', () => {
  test('gives back the very fields that were parsed', () => {
    const request = parseRequestHead(requestText, limits)
    const response = parseResponseHead(responseText, limits)
    const exchange = packed({ ...buildExchange({}), legs: [{ request }, { request, response }] })
    const [client, origin] = exchange.legs
    expect(client!.request!.fields).toEqual(request.fields)
    expect(origin!.response!.fields).toEqual(response.fields)
    expect({ method: client!.request!.method, raw: client!.request!.raw }).toEqual({ method: 'GET', raw: requestText })
    expect({ status: origin!.response!.status, reason: origin!.response!.reason }).toEqual({
      status: 200,
      reason: 'Fine  thanks',
    })
    expect(Object.hasOwn(client!.request!, 'fields')).toBe(false)
  })

  test('a head shared by two legs stays shared', () => {
    const request = parseRequestHead(requestText, limits)
    const exchange = packed({ ...buildExchange({}), legs: [{ request }, { request }] })
    expect(exchange.legs[0]!.request).toBe(exchange.legs[1]!.request)
  })

  test.each([
    ['without bytes', { ...parseRequestHead(requestText, limits), raw: undefined }],
    [
      'whose bytes were repaired',
      { ...parseRequestHead(requestText, limits), raw: requestText.replaceAll('\r\n', '\n') },
    ],
    ['whose fields were changed', { ...parseRequestHead(requestText, limits), fields: ['Host', 'b'] }],
  ])('a head %s stays as it is', (_what, head) => {
    const exchange = packed({ ...buildExchange({}), legs: [{ request: head as never }] })
    expect(exchange.legs[0]!.request).toBe(head)
  })
})
