import { describe, expect, test } from 'vitest'
import { readOne } from '../support/har.ts'

test('a plain entry', () => {
  const exchange = readOne({
    request: { headers: [{ name: 'Host', value: 'a.test' }] },
    response: { content: { text: 'hi' } },
    serverIPAddress: '[::1]',
    timings: { blocked: 1, dns: -1, connect: 5, ssl: 3, send: 0, wait: 2, receive: 1 },
    comment: 'note',
  })
  expect(exchange).toMatchObject({
    id: 'h1',
    kind: 'http',
    method: 'GET',
    url: 'http://a.test/x',
    status: 200,
    outcome: 'complete',
    comment: 'note',
    startedAt: Date.parse('2026-01-02T03:04:05.678Z'),
    endedAt: Date.parse('2026-01-02T03:04:05.688Z'),
    upstream: { address: '::1', port: 80, reused: false },
    timings: { dns: null, connect: 2, tls: 3, send: 0, wait: 2, receive: 1 },
  })
  expect(exchange.legs).toHaveLength(2)
  expect(exchange.legs[0]!.request).toEqual({ method: 'GET', target: '/x', version: '1.1', fields: ['Host', 'a.test'] })
})

describe('versions', () => {
  test.each([
    ['http/2.0', '2'],
    ['HTTP/2', '2'],
    ['h2', '2'],
    ['HTTP/3', '2'],
    ['h3', '2'],
    ['HTTP/1.0', '1.0'],
    ['http/1.1', '1.1'],
    ['', '1.1'],
    ['unknown', '1.1'],
    [undefined, '1.1'],
  ])('%s is %s', (httpVersion, version) => {
    expect(readOne({ request: { httpVersion } }).legs[0]!.request!.version).toBe(version)
  })

  test('over h2 the authority is the pseudo field, else what the URL says', () => {
    const head = (headers: unknown[]) =>
      readOne({ request: { httpVersion: 'h2', url: 'https://a.test:8443/', headers } }).legs[0]!.request
    expect(
      head([
        { name: ':authority', value: 'b.test' },
        { name: ':scheme', value: 'https' },
      ]),
    ).toMatchObject({ authority: 'b.test', scheme: 'https', fields: [] })
    expect(head([])).toMatchObject({ authority: 'a.test:8443', scheme: 'https' })
    expect(head([{ name: 'Host', value: 'x' }])!.authority).toBeUndefined()
  })
})

describe('no answer', () => {
  test.each([
    [{ status: 0, _error: 'net::ERR_FAILED' }, 'net::ERR_FAILED'],
    [{ status: 0 }, 'no answer was recorded'],
    [{ status: -1 }, 'no answer was recorded'],
  ])('%j', (response, message) => {
    expect(readOne({ response })).toMatchObject({
      status: null,
      outcome: 'upstream_error',
      error: { message, leg: 'upstream' },
    })
  })
})

test('WebSockets of Chrome', () => {
  const exchange = readOne({
    request: { url: 'wss://a.test/live' },
    response: { status: 101 },
    _resourceType: 'websocket',
    _webSocketMessages: [{ type: 'send', time: 1, opcode: 1, data: 'x' }],
  })
  expect(exchange).toMatchObject({ kind: 'websocket', url: 'https://a.test/live', messageCount: { up: 1, down: 0 } })
})

test('HTTP Toolkit: binary bodies, trailers, pins', () => {
  const exchange = readOne({
    request: { _content: { text: 'AP8=', encoding: 'base64', size: 2 }, postData: { text: '' } },
    response: { _trailers: [{ name: 'X', value: 'y' }] },
    _pinned: true,
  })
  expect(exchange.requestBody).toMatchObject({ size: 2, kept: 2 })
  expect(exchange.responseBody.trailers).toEqual(['X', 'y'])
  expect(exchange.marked).toBe('*')
})

test('CONNECT has an authority', () => {
  expect(readOne({ request: { method: 'CONNECT', url: 'https://a.test:443/' } })).toMatchObject({
    kind: 'connect',
    url: 'a.test:443',
  })
  expect(readOne({ request: { method: 'CONNECT', url: 'a.test:443' } }).legs[0]!.request!.target).toBe('a.test:443')
})

test('what is missing or wrong is unknown', () => {
  const exchange = readOne({
    startedDateTime: 'soon',
    time: -1,
    request: { headers: 7 },
    response: { headers: null, content: null },
    timings: 'x',
  })
  expect(exchange).toMatchObject({ startedAt: 0, endedAt: 0, timings: { dns: null, wait: null } })
  expect(exchange.hops).toEqual([])
  expect(exchange.upstream).toBeUndefined()
})

test('the extension of another is not ours', () => {
  expect(readOne({ _middlebox: { flowId: 'x', outcome: 'fault' } }).id).toBe('h1')
  expect(readOne({ _middlebox: { flowId: 'x', outcome: 'fault' } }, 'middlebox')).toMatchObject({
    id: 'x',
    outcome: 'fault',
  })
  expect(readOne({ _middlebox: { flowId: 'x' } }, 'middlebox').endedAt).toBeUndefined()
})
