import { expect, test } from 'vitest'
import { readRequestLine } from '../../../src/engine/http1/request-line.ts'

const arrival = {
  mode: 'forward',
  client: { address: '127.0.0.1', port: 1, protocol: 'http/1.1' },
  local: { address: '127.0.0.1', port: 8080 },
  scheme: 'http',
} as const

test.each([
  ['GET http://a.test/x?y HTTP/1.1\r\nBad Name: 1\r\n\r\n', { method: 'GET', url: 'http://a.test/x?y' }],
  ['\r\nPUT /x HTTP/1.1\r\nX : 1\r\nHost: b.test:81\r\n\r\n', { method: 'PUT', url: 'http://b.test:81/x' }],
  ['GET /x HTTP/1.1\nHost: b.test\n\n', { method: 'GET', url: 'http://b.test/x' }],
  ['CONNECT a.test:443 HTTP/1.1\r\nContent-Length: 2\r\n\r\n', { method: 'CONNECT', url: 'a.test:443' }],
  ['GET nothing HTTP/1.1\r\n\r\n', { method: 'GET', url: 'nothing' }],
  ['GET  / HTTP/1.1\r\n\r\n', undefined],
  ['G\0T / HTTP/1.1\r\n\r\n', undefined],
  ['GET /half', undefined],
  ['\x16\x03\x01', undefined],
])('%j', (bytes, read) => {
  expect(readRequestLine(bytes, arrival)).toEqual(read)
})
