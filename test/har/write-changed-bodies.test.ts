import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { writeChangedBodies } from '../../src/har/write-changed-bodies.ts'
import { buildBody, buildExchange, buildRequestHead, buildResponseHead } from '../support/exchange.ts'
import { decode, open, strict } from '../support/har.ts'

test('nothing when no body was changed', () => {
  expect(writeChangedBodies(buildExchange(), decode, open)).toEqual({})
})

test('decoded as the heads on the upstream’s side say', () => {
  const request = buildRequestHead({ fields: ['Content-Type', 'application/json'] })
  const response = buildResponseHead({ fields: ['Content-Encoding', 'gzip'] })
  const coded = gzipSync('{"a":1}')
  const exchange = buildExchange({
    legs: [{ request, response: buildResponseHead() }, { response }],
    changedBodies: {
      request: { causes: ['rule r', 'edit'], upstream: buildBody('{"sent":true}') },
      response: { causes: ['script fix.ts'], upstream: buildBody(coded) },
    },
  })
  expect(writeChangedBodies(exchange, decode, open)).toEqual({
    changedBodies: {
      request: { causes: ['rule r', 'edit'], upstream: { bodySize: 13, text: '{"sent":true}' } },
      response: { causes: ['script fix.ts'], upstream: { bodySize: coded.length, text: '{"a":1}' } },
    },
  })
})

test('one that was not read has its causes, one that was empty its size', () => {
  const changedBodies = {
    request: { causes: ['edit'], upstream: buildBody() },
    response: { causes: ['rule r'] },
  } as const
  expect(writeChangedBodies(buildExchange({ changedBodies }), decode, open)).toEqual({
    changedBodies: { request: { causes: ['edit'], upstream: { bodySize: 0 } }, response: { causes: ['rule r'] } },
  })
})

test('secrets are taken out, and where is remembered', () => {
  const response = buildResponseHead({ fields: ['Content-Type', 'application/json'] })
  const censor = strict()
  const exchange = buildExchange({
    legs: [{ request: buildRequestHead(), response }, { response }],
    changedBodies: { response: { causes: ['rule r'], upstream: buildBody('{"password":"hunter22"}') } },
  })
  expect(JSON.stringify(writeChangedBodies(exchange, decode, censor))).not.toContain('hunter22')
  expect(censor.places).toEqual(['response body as it came'])
})
