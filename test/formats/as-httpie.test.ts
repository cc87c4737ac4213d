import { expect, test } from 'vitest'
import { asHttpie } from '../../src/formats/as-httpie.ts'
import { buildBody, buildExchange, buildRequestHead } from '../support/exchange.ts'

const ask = (method: string, fields: string[], body: string | Uint8Array = '') =>
  asHttpie(
    buildExchange({
      method,
      url: 'http://a.test/x?y=1',
      legs: [{ request: buildRequestHead({ method, fields }) }],
      hops: [],
      requestBody: buildBody(body),
    }),
  ).text

test('fields as items, and what HTTPie would add unset', () => {
  expect(ask('GET', ['User-Agent', 'x y', 'X-Empty', '', 'X-At', '@b', 'X-Eq', '=b'])).toBe(
    [
      "http --ignore-stdin GET 'http://a.test/x?y=1'",
      "'User-Agent:x y'",
      "'X-Empty;'",
      "'X-At:\\@b'",
      "'X-Eq:\\=b'",
      'Accept:',
      'Accept-Encoding:',
    ].join(' \\\n  '),
  )
})

test('bodies', () => {
  expect(ask('POST', [], "it's")).toContain("--raw 'it'\\''s'")
  expect(ask('POST', [], Uint8Array.of(0))).toMatch(/^printf %s 'AA==' \| base64 -d \| http POST /)
  expect(ask('POST', [], 'x')).toContain('Content-Type:')
})
