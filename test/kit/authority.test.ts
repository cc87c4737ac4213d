/** Host and port, read and written: what is not clearly one is no authority. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asciiName, defaultPort, formatAuthority, formatHost, parseAuthority } from '../../src/kit/authority.ts'

describe('reading', () => {
  test.each([
    ['example.test', { host: 'example.test', port: 80 }],
    ['EXAMPLE.Test:8080', { host: 'example.test', port: 8080 }],
    ['example.test:', { host: 'example.test', port: 80 }],
    ['127.0.0.1:65535', { host: '127.0.0.1', port: 65535 }],
    ['[::1]', { host: '::1', port: 80 }],
    ['[FE80::1]:443', { host: 'fe80::1', port: 443 }],
    ['under_score.test', { host: 'under_score.test', port: 80 }],
  ])('%s', (text, expected) => {
    expect(parseAuthority(text, 80)).toEqual(expected)
  })

  test.each([
    [''],
    [':80'],
    ['a:0'],
    ['a:65536'],
    ['a:80:80'],
    ['a:8o'],
    ['a:+80'],
    ['a:000080'],
    ['::1'],
    ['[::1'],
    ['[::1]80'],
    ['[]:80'],
    ['[a.test]:80'],
    ['user@a'],
    ['a/b'],
    ['a b'],
    ['a\r\nb'],
    ['ä.test'],
    ['a'.repeat(256)],
  ])('%j is none', (text) => {
    expect(parseAuthority(text, 80)).toBeUndefined()
  })

  test('whatever is read is written as something that reads the same', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((ip) => `[${ip}]`),
    )
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65535 }), (name, port) => {
        const read = parseAuthority(`${name}:${port}`, 1)
        // IPv4 at the end of IPv6 and the like are all addresses here.
        expect(read).toBeDefined()
        expect(parseAuthority(formatAuthority(read!.host, read!.port), 1)).toEqual(read)
      }),
    )
  })
})

test('names stand in ASCII; what cannot be a name is none', () => {
  expect(['a.test', 'A_b', 'täst.example', 'a\u2028b'].map(asciiName)).toEqual([
    'a.test',
    'A_b',
    'xn--tst-qla.example',
    '',
  ])
})

describe('writing', () => {
  test('IPv6 stands in brackets', () => {
    expect(formatAuthority('::1', 80)).toBe('[::1]:80')
    expect(formatAuthority('a', 80)).toBe('a:80')
  })

  test('the default port of the scheme is left out', () => {
    expect(formatHost('http', 'a', 80)).toBe('a')
    expect(formatHost('https', 'a', 80)).toBe('a:80')
    expect(formatHost('https', '::1', 443)).toBe('[::1]')
    expect([defaultPort('http'), defaultPort('https'), defaultPort('ws'), defaultPort('wss')]).toEqual([
      80, 443, 80, 443,
    ])
  })
})
