import { expect, test } from 'vitest'
import { writeLedger } from '../../src/har/write-ledger.ts'
import { buildExchange, buildRequestHead, buildResponseHead } from '../support/exchange.ts'
import { open, strict } from '../support/har.ts'

test('only what there is', () => {
  const request = buildRequestHead({ fields: ['Host', 'example.test'] })
  const exchange = buildExchange({ legs: [{ request }, { request }] })
  expect(writeLedger(exchange, open)).toEqual({
    flowId: 'x1',
    outcome: 'complete',
    client: exchange.client,
    upstream: exchange.upstream,
  })
})

test('the route of a reverse proxy, without its secrets', () => {
  const exchange = buildExchange({ mode: 'reverse', route: '/api with authorization: Bearer abcdefghij0123456789' })
  expect(writeLedger(exchange, open).route).toBe(exchange.route)
  expect(writeLedger(exchange, strict()).route).not.toContain('abcdefghij')
})

test('hops, draws, faults and the head of the origin', () => {
  const draw = { value: 0.1, threshold: 0.3, key: 'k' }
  const exchange = buildExchange({
    hops: [{ request: [], response: [{ op: 'remove', index: 0, name: 'Server', before: 'x', cause: 'rule r' }] }],
    legs: [
      { request: buildRequestHead({ target: 'http://example.test/' }) },
      { response: buildResponseHead({ fields: ['Server', 'x'] }) },
    ],
    rules: [{ name: 'r', phase: 'response head', draw, actions: ['a'] }],
    faults: [{ name: 'latency', attributes: { latency: 5 }, applied: true }],
    tags: ['t'],
    messageCount: { up: 2, down: 0 },
  })
  expect(writeLedger(exchange, open)).toMatchObject({
    target: 'http://example.test/',
    hops: [{ request: [], response: [{ op: 'remove', before: 'x' }] }],
    origin: { status: 200, fields: [{ name: 'Server', value: 'x' }] },
    rules: [{ draw }],
    faults: [{ name: 'latency' }],
    tags: ['t'],
    messageCount: { up: 2, down: 0 },
  })
})

test('no secret is left in it, and it says where there were some', () => {
  const exchange = buildExchange({
    hops: [
      {
        request: [
          {
            op: 'set',
            index: 0,
            name: 'Authorization',
            value: 'Bearer abc123',
            before: 'Bearer abc124',
            cause: 'rule r',
          },
          { op: 'set', index: -1, name: ':target', value: '/?token=abc123', cause: 'rule r' },
          { op: 'rename', index: 0, name: 'X-Api-Key', before: 'X-Old', cause: 'rule r' },
        ],
        response: [],
      },
    ],
    unparsed: 'GET /?token=abc123 HTTP/1.1\r\nCookie : sid=abc123\r\n\r\n',
    error: { code: 'bad_request', message: 'at http://u:abc123@a/', leg: 'client', bytes: 'Authorization: abc123' },
  })
  const ledger = writeLedger(exchange, strict())
  expect(JSON.stringify(ledger)).not.toMatch(/abc12[34]/)
  expect(ledger.redacted).toEqual(expect.arrayContaining(['authorization', 'url', 'error', 'cookie', 'unparsed']))
  expect(ledger.hops![0]!.request[2]!.before).toBe('X-Old')
})
