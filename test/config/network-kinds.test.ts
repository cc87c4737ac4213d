import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Kind, Scalar } from '../../src/config/kind.ts'
import { listenAddress, detour, host, hostFile, network, parent, pin } from '../../src/config/network-kinds.ts'

const base = resolve('/base')
const read = (kind: Kind<unknown>, value: Scalar) => kind.read(value, { where: '--x', base })

describe('read', () => {
  test.each<[string, Kind<unknown>, Scalar, unknown]>([
    ['host', host, 'LocalHost', 'localhost'],
    ['host', host, '0.0.0.0', '0.0.0.0'],
    ['host', host, '[::1]', '::1'],
    ['host', host, '::', '::'],
    ['network', network, '192.0.2.0/24', '192.0.2.0/24'],
    ['network', network, '192.0.2.7', '192.0.2.7/32'],
    ['network', network, '2001:db8::1', '2001:db8::1/128'],
    ['parent', parent, 'env', 'env'],
    ['parent', parent, '', 'none'],
    ['parent', parent, 'socks5h://u:p@p.test:1080', 'socks5h://u:p@p.test:1080'],
    ['parent', parent, 'p.test', 'p.test'],
    ['pin', pin, 'Api.test:443:127.0.0.1', { host: 'api.test', port: 443, addresses: ['127.0.0.1'] }],
    ['pin', pin, '*:80:127.0.0.1,[::1]', { host: '*', port: 80, addresses: ['127.0.0.1', '::1'] }],
    ['pin', pin, '+[::2]:80:::1', { host: '::2', port: 80, addresses: ['::1'] }],
    ['detour', detour, 'a.test:443:b.test:8443', { host: 'a.test', port: 443, toHost: 'b.test', toPort: 8443 }],
    ['detour', detour, '::b.test:', { host: '', port: 0, toHost: 'b.test', toPort: 0 }],
    ['detour', detour, '[::1]:80:[::2]:81', { host: '::1', port: 80, toHost: '::2', toPort: 81 }],
    ['hostFile', hostFile, 'a.pem', { file: resolve('/base/a.pem') }],
    ['hostFile', hostFile, 'API.test=a.pem', { host: 'api.test', file: resolve('/base/a.pem') }],
    ['hostFile', hostFile, './a=b.pem', { file: resolve('/base/a=b.pem') }],
  ])('%s takes %4$j', (_name, kind, value, expected) => {
    expect(read(kind, value)).toEqual(expected)
  })

  test.each<[string, Kind<unknown>, Scalar]>([
    ['host', host, 'a b'],
    ['host', host, 'a:80'],
    ['host', host, ''],
    ['network', network, '192.0.2.0/33'],
    ['network', network, 'a.test'],
    ['parent', parent, 1],
    ['pin', pin, 'a.test:127.0.0.1'],
    ['pin', pin, 'a.test:443:b.test'],
    ['pin', pin, 'a.test:0:127.0.0.1'],
    ['pin', pin, 'a.test:99999:127.0.0.1'],
    ['detour', detour, 'a.test:443'],
    ['detour', detour, 'a:1:b:99999'],
    ['hostFile', hostFile, ''],
    ['hostFile', hostFile, 'a.test='],
    ['hostFile', hostFile, 1],
  ])('%s refuses %j', (_name, kind, value) => {
    expect(read(kind, value)).toBeUndefined()
  })
})

test('a malformed parent says what is wrong with it, without its password', () => {
  expect(() => read(parent, 'ftp://u:secret@p')).toThrowError(/Expected a scheme .* in --x, got "ftp:\/\/\*\*\*@p"/)
})

test.each([
  [9090, { host: '127.0.0.1', port: 9090 }],
  ['0', { host: '127.0.0.1', port: 0 }],
  ['0.0.0.0:9090', { host: '0.0.0.0', port: 9090 }],
  ['[::1]:9090', { host: '::1', port: 9090 }],
  ['localhost:1', { host: 'localhost', port: 1 }],
  ['', undefined],
  ['x', undefined],
  ['99999', undefined],
  ['a b:1', undefined],
  [':1', undefined],
])('the address %j is %j', (value, expected) => {
  expect(read(listenAddress, value)).toEqual(expected)
})
