import { expect, test } from 'vitest'
import { isWorthWriting, writeEntry } from '../../src/har/write-entry.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildExchange, buildMessage } from '../support/exchange.ts'
import { decode } from '../support/har.ts'

test('what HAR 1.2 asks for, in its order', () => {
  const { _middlebox: _own, ...entry } = writeEntry(
    buildExchange({
      method: 'POST',
      url: 'http://example.test/a?b=c#d',
      sent: 'x',
      received: 'hello',
      response: ['Content-Type', 'text/plain', 'Location', '/y'],
      comment: 'c',
    }),
    { decode },
  )
  expect(Object.keys(entry)).toEqual([
    'startedDateTime',
    'time',
    'request',
    'response',
    'cache',
    'timings',
    'serverIPAddress',
    'connection',
    'comment',
  ])
  expect(entry.request).toEqual({
    method: 'POST',
    url: 'http://example.test/a?b=c',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [{ name: 'Host', value: 'example.test' }],
    queryString: [{ name: 'b', value: 'c' }],
    postData: { mimeType: '', text: 'x' },
    headersSize: -1,
    bodySize: 1,
  })
  expect(entry.response).toEqual({
    status: 200,
    statusText: 'OK',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [
      { name: 'Content-Type', value: 'text/plain' },
      { name: 'Location', value: '/y' },
    ],
    content: { size: 5, mimeType: 'text/plain', text: 'hello' },
    redirectURL: '/y',
    headersSize: -1,
    bodySize: 5,
  })
  expect(entry).toMatchObject({
    serverIPAddress: '192.0.2.1',
    connection: '50000',
    startedDateTime: '2023-11-14T22:13:20.000Z',
  })
})

test('a request body that is no text, an answer that never came, one that was cut', () => {
  const bytes = writeEntry(buildExchange({ sent: Uint8Array.of(0) }), { decode }).request
  expect(bytes.postData).toMatchObject({ text: '' })
  expect(bytes._content).toEqual({ size: 1, text: 'AA==', encoding: 'base64' })
  const error = { code: 'x', message: 'gone', leg: 'upstream' as const }
  expect(writeEntry(buildExchange({ status: null, error }), { decode }).response).toMatchObject({
    status: 0,
    httpVersion: '',
    _error: 'gone',
  })
  const cut = buildExchange({ received: 'ab' })
  const { content } = writeEntry({ ...cut, responseBody: { ...cut.responseBody, size: 9 } }, { decode }).response
  expect(content).toMatchObject({ comment: 'the first 2 bytes of 9', size: 9 })
})

test('streams are named as Chrome names them', () => {
  expect(writeEntry(buildExchange({ kind: 'websocket' }), { decode })).toMatchObject({
    _resourceType: 'websocket',
    _webSocketMessages: [],
  })
  expect(writeEntry(buildExchange({ messages: [buildMessage({ kind: 'event' })] }), { decode })._resourceType).toBe(
    'eventsource',
  )
})

test('opened tunnels are left out, refused ones are not', () => {
  expect(isWorthWriting(buildExchange({ kind: 'connect' }))).toBe(false)
  const refused = buildExchange({ kind: 'connect', method: 'CONNECT', url: 'a.test:443', status: 502 })
  expect(isWorthWriting(refused)).toBe(true)
  expect(writeEntry(refused, { decode }).request.url).toBe('https://a.test:443/')
})

test('secrets are nowhere in it', () => {
  const secret = 'abc123xyz'
  const exchange = buildExchange({
    url: `http://u:${secret}@a.test/?token=${secret}`,
    request: ['Authorization', `Bearer ${secret}`, 'Cookie', `sid=${secret}`],
    response: ['Set-Cookie', `sid=${secret}`, 'Location', `/?code=${secret}`],
    sent: `{"password":"${secret}"}`,
    received: `{"access_token":"${secret}"}`,
    hops: [{ request: [{ op: 'add', index: 0, name: 'X-Api-Key', value: secret, cause: 'rule r' }], response: [] }],
  })
  expect(JSON.stringify(writeEntry(exchange, { decode }))).toContain(secret)
  expect(JSON.stringify(writeEntry(exchange, { decode, redactor: createRedactor() }))).not.toContain(secret)
})
