import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { portableRequest, textOfBytes } from '../../src/formats/portable.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildBody, buildExchange, buildRequestHead } from '../support/exchange.ts'

const build = (fields: string[], facts = {}) =>
  buildExchange({ legs: [{ request: buildRequestHead({ fields }) }], hops: [], ...facts })

test('leaves out what is made anew, and a Host that the URL tells', () => {
  const fields = [
    'Host',
    'example.test',
    'Connection',
    'close',
    'Content-Length',
    '0',
    'TE',
    'trailers',
    'X-A',
    'b',
    'x-a',
    'c',
  ]
  const request = portableRequest(build(fields))
  expect(request.fields).toEqual([
    ['X-A', 'b'],
    ['x-a', 'c'],
  ])
  expect(request.statedEmpty).toBe(true)
  expect(portableRequest(build(['Host', 'other.test'])).fields).toEqual([['Host', 'other.test']])
})

test('a URL is ASCII', () => {
  const url = Buffer.from('http://example.test/é?%20').toString('latin1')
  expect(portableRequest(build([], { url })).url).toBe('http://example.test/%C3%A9?%20')
})

test('secrets go from bodies that are text', () => {
  const body = (content: string | Uint8Array) =>
    portableRequest(
      build(['Content-Type', 'application/x-www-form-urlencoded'], { requestBody: buildBody(content) }),
      createRedactor(),
    ).body
  expect(Buffer.from(body('password=x&a=b')!).toString()).toBe('password={{secret:password-1}}&a=b')
  expect(body(Uint8Array.of(0, 255))).toEqual(Buffer.from([0, 255]))
})

test('text is what a shell takes as it is', () => {
  expect(textOfBytes(Buffer.from('a\n\té'))).toBe('a\n\té')
  for (const bytes of [[0], [13], [27], [255]]) expect(textOfBytes(Uint8Array.from(bytes))).toBeUndefined()
})
