import { describe, expect, test } from 'vitest'
import { compileFilter } from '../../../src/filter/index.ts'
import { buildExchange, buildTlsFailure, buildTunnel } from '../../support/exchange.ts'

const exchange = buildExchange({
  url: 'https://user:pw@address.test:22/path?q=http://other.test/',
  request: ['Host', 'pretty.test:22'],
  client: { address: '127.0.0.1', port: 51_000, protocol: 'http/1.1' },
  upstream: { address: '192.0.2.7', port: 22, protocol: 'http/1.1', reused: false },
})
const v6 = buildExchange({
  url: 'http://[2001:db8::1]:8080/',
  request: [],
  client: { address: '::1', port: 5000, protocol: 'http/1.1' },
})

describe.each([
  ['~d address', true],
  ['~d ADDRESS', true],
  ['~d pretty', true],
  ['~d other', false],
  ['~d user', false],
  ['~d :22', false],
  ['~d "^address\\.test$"', true],
  ['~u address.test:22/path', true],
  ['~u moo/path', false],
  ['path', true],
  ['~src ^127.0.0.1:51000$', true],
  ['~src :99', false],
  ['~dst address.test:22', true],
  ['~dst ^192.0.2.7:22$', true],
  ['~dst :99', false],
])('%s', (text, expected) => {
  test(`is ${expected} of an exchange`, () => expect(compileFilter(text).matches(exchange)).toBe(expected))
})

test('default ports are named in ~dst, and what was not dialled has only a name', () => {
  const { upstream: _none, ...mocked } = buildExchange({ url: 'https://a.test/' })
  expect(compileFilter('~dst ^a.test:443$').matches(mocked)).toBe(true)
  expect(compileFilter('~dst ^a.test:80$').matches(buildExchange({ url: 'http://a.test' }))).toBe(true)
})

test('IPv6 stands without brackets', () => {
  expect(compileFilter('~d ^2001:db8::1$').matches(v6)).toBe(true)
  expect(compileFilter('~src ^::1:5000$').matches(v6)).toBe(true)
  expect(compileFilter('~dst ^2001:db8::1:8080$').matches(v6)).toBe(true)
})

test('a CONNECT has its authority for a URL', () => {
  const connect = buildExchange({ kind: 'connect', method: 'CONNECT', url: 'a.test:8443', request: [] })
  for (const text of ['~d ^a.test$', '~u ^a.test:8443$', '~dst a.test:8443'])
    expect(compileFilter(text).matches(connect)).toBe(true)
})

test('over h2 the name is in :authority', () => {
  const h2 = buildExchange({ url: 'https://10.0.0.1/' })
  const legs = [{ request: { ...h2.legs[0]!.request!, authority: 'pretty.test', fields: [] } }]
  expect(compileFilter('~d ^pretty').matches({ ...h2, legs })).toBe(true)
})

test('internationalised names match as people read them', () => {
  const idn = buildExchange({ url: 'http://xn--bcher-kva.test/' })
  expect(compileFilter('~d bücher').matches(idn)).toBe(true)
  expect(compileFilter('~d xn--').matches(idn)).toBe(true)
})

test('tunnels and TLS failures have an authority, a client and a destination', () => {
  for (const subject of [buildTunnel(), buildTlsFailure()]) {
    for (const text of ['~d ^example.test$', '~u example.test:443', '~dst :443$', '~src ^127']) {
      expect(compileFilter(text).matches(subject)).toBe(true)
    }
    for (const text of ['~d other', 'other', '~dst :80$', '~src ^10'])
      expect(compileFilter(text).matches(subject)).toBe(false)
  }
  expect(compileFilter('~dst 192.0.2.1:443').matches(buildTunnel())).toBe(true)
  expect(compileFilter('~d sni').matches(buildTlsFailure({ authority: '10.0.0.1:443', serverName: 'sni.test' }))).toBe(
    true,
  )
})
