import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchNoProxy, noProxyVariable } from '../../src/kit/no-proxy.ts'

describe('matchNoProxy', () => {
  test.each([
    // [list, host, port, the entry that matches]
    ['', 'example.com', 80, undefined],
    ['*', 'example.com', 80, '*'],
    [' * ', 'example.com', 80, '*'],
    ['a.test,*', 'example.com', 80, undefined],
    ['example.com', 'example.com', 80, 'example.com'],
    ['example.com', 'www.example.com', 80, 'example.com'],
    ['example.com', 'nonexample.com', 80, undefined],
    ['example.com', 'example.com.test', 80, undefined],
    ['.example.com', 'example.com', 80, '.example.com'],
    ['.example.com', 'www.example.com', 80, '.example.com'],
    ['EXAMPLE.com.', 'Example.COM', 80, 'EXAMPLE.com.'],
    ['example.com', 'example.com.', 80, 'example.com'],
    ['*.example.com', 'www.example.com', 80, undefined],
    ['a.test, example.com', 'example.com', 80, 'example.com'],
    ['a.test example.com', 'example.com', 80, 'example.com'],
    [',,a.test,, ,b.test', 'b.test', 80, 'b.test'],
    ['example.com:8080', 'example.com', 8080, 'example.com:8080'],
    ['example.com:8080', 'example.com', 80, undefined],
    ['192.0.2.1', '192.0.2.1', 80, '192.0.2.1'],
    ['0.2.1', '192.0.2.1', 80, undefined],
    ['192.0.2.0/24', '192.0.2.99', 80, '192.0.2.0/24'],
    ['192.0.2.0/24', '192.0.3.1', 80, undefined],
    ['192.0.2.0/99', '192.0.2.1', 80, undefined],
    ['192.0.2.0/24', 'example.com', 80, undefined],
    ['192.0.2.1:81', '192.0.2.1', 81, '192.0.2.1:81'],
    ['192.0.2.1:81', '192.0.2.1', 80, undefined],
    ['2001:db8::1', '2001:db8:0:0::1', 80, '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1', 80, '[2001:db8::1]'],
    ['[2001:db8::1]:443', '2001:db8::1', 443, '[2001:db8::1]:443'],
    ['[2001:db8::1]:443', '2001:db8::1', 80, undefined],
    ['2001:db8::/32', '2001:db8:9::1', 80, '2001:db8::/32'],
    ['fc00::/7', 'fd12::1', 80, 'fc00::/7'],
    ['.', 'example.com', 80, undefined],
    [':80', 'example.com', 80, undefined],
  ])('%j and %s:%i → %j', (list, host, port, entry) => expect(matchNoProxy(list, host, port)).toBe(entry))

  test('never throws, and names an entry that stands in the list', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(65535), (list, host, port) => {
        const entry = matchNoProxy(list, host, port)
        if (entry !== undefined) expect(list).toContain(entry)
      }),
    )
  })

  test('a listed domain covers itself and everything below, and nothing beside', () => {
    fc.assert(
      fc.property(fc.domain(), fc.stringMatching(/^[a-z0-9]{1,9}$/), (domain, label) => {
        expect(matchNoProxy(`other.invalid, ${domain}`, domain, 443)).toBe(domain)
        expect(matchNoProxy(`other.invalid, ${domain}`, `${label}.${domain}`, 443)).toBe(domain)
        expect(matchNoProxy(`other.invalid, ${domain}`, `${label}${domain}`, 443)).toBeUndefined()
      }),
    )
  })
})

test('noProxyVariable prefers lower case and skips an empty variable, as curl does', () => {
  expect(noProxyVariable({ no_proxy: 'a', NO_PROXY: 'b' })).toEqual({ name: 'no_proxy', value: 'a' })
  expect(noProxyVariable({ no_proxy: '', NO_PROXY: 'b' })).toEqual({ name: 'NO_PROXY', value: 'b' })
  expect(noProxyVariable({ no_proxy: '' })).toBeUndefined()
})
