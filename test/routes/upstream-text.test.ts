import { expect, test } from 'vitest'
import { parseUpstream, upstreamReason } from '../../src/routes/upstream-text.ts'

test.each([
  ['3000', 'http://localhost:3000'],
  ['localhost:3000', 'http://localhost:3000'],
  ['Api.test', 'http://api.test'],
  ['http://h:1', 'http://h:1'],
  ['https://h', 'https://h'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['h2c://h:50051', 'h2c://h:50051'],
  ['http://h:1/v1', 'http://h:1/v1'],
  ['4000/', 'http://localhost:4000/'],
  ['3000/base', 'http://localhost:3000/base'],
  ['3000.test', 'http://3000.test'],
  ['https://bücher.test', 'https://xn--bcher-kva.test'],
  ['https://BÜCHER.test:8443/a', 'https://xn--bcher-kva.test:8443/a'],
  ['bücher.test:3000', 'http://xn--bcher-kva.test:3000'],
  ['h2c://例え.テスト:1', 'h2c://xn--r8jz45g.xn--zckzah:1'],
])('%s', (text, url) => expect(parseUpstream(text)?.url).toBe(url))

test('h2c is HTTP/2 without TLS; a path takes the place of what was matched', () => {
  expect(parseUpstream('h2c://h:1')).toMatchObject({ scheme: 'http', protocol: 'h2' })
  expect(parseUpstream('https://h/v1')).toMatchObject({ scheme: 'https', port: 443, path: '/v1', protocol: 'auto' })
  expect(parseUpstream('3000')).not.toHaveProperty('path')
})

test.each([
  '',
  '0',
  '70000',
  'ftp://h',
  'http://',
  'h:x',
  'http://h/?a',
  'a b',
  'http://u:p@h',
  '70000/a',
  '3000-3002',
  '3000:4000',
  '300000',
  '-1',
  'unix:/run/app.sock',
  'unix:',
  'http:/h',
  'https://ü／b',
  '３０００',
  'http://３０００',
  'https://[ü]',
  'https://bücher.test:x',
])('none: %s', (text) => expect(parseUpstream(text)).toBeUndefined())

test.each(['300000', '-1', '0', '70000/a', 'localhost:99999', 'http://h:0', 'https://[::1]:65536'])(
  'not a port: %s',
  (text) => {
    expect(parseUpstream(text)).toBeUndefined()
    expect(upstreamReason(text)).toBe('ports are 1 to 65535')
  },
)

test('a name beyond ASCII is the same upstream as its ASCII form', () =>
  expect(parseUpstream('https://bücher.test')).toEqual(parseUpstream('https://xn--bcher-kva.test')))

test('a socket file is refused as such', () => expect(upstreamReason('unix:/x')).toContain('a socket file'))

test('ports in the place of a host are refused with what may be meant', () => {
  expect(upstreamReason('3000-3002')).toBe('a range of ports is written as a list: 3000,3001,3002')
  expect(upstreamReason('http://localhost:3000-3009')).toMatch(/: 3000,3001,\.\.\.,3009$/)
  expect(upstreamReason('3000-3001')).toMatch(/: 3000,3001$/)
  expect(parseUpstream('http://3000/a')).toBeUndefined()
  expect(upstreamReason('http://3000/a')).toBe('a port needs a host: http://localhost:3000/a')
  expect(upstreamReason('ftp://h')).toBeUndefined()
})
