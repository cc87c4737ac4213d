import { expect, test } from 'vitest'
import { readListen, readUpstream } from '../../../src/session/tcp-proxies/place.ts'

test.each([
  ['127.0.0.1:80', '127.0.0.1', 80],
  ['localhost:0', '127.0.0.1', 0],
  [':6379', '::', 6379],
  ['[::1]:6379', '::1', 6379],
  ['0.0.0.0:65535', '0.0.0.0', 65535],
  ['', '127.0.0.1', 0],
])('listens on %j', (text, host, port) => {
  expect(readListen(text)).toEqual({ host, port })
})

test.each(['localhost', '::1:80', 'a b:1', 'a:65536', 'a:x', 'a:'])('%j is no place to listen', (text) => {
  expect(() => readListen(text)).toThrow(
    expect.objectContaining({
      code: 'config_invalid',
      message: `Expected host:port for listen, got ${JSON.stringify(text)}`,
    }),
  )
})

test('upstreams have a host and a port', () => {
  expect(readUpstream('db.test:5432')).toEqual({ host: 'db.test', port: 5432 })
  expect(readUpstream('[2001:db8::1]:1')).toEqual({ host: '2001:db8::1', port: 1 })
  for (const text of ['db.test', ':5432', 'db.test:0', '', '[::1]'])
    expect(() => readUpstream(text)).toThrow(/^Expected host:port for upstream, got "/)
})
