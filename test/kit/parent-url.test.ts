import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatParentUrl, parseParentUrl } from '../../src/kit/parent-url.ts'
import { MiddleboxError } from '../../src/model/errors.ts'

describe('parseParentUrl', () => {
  test.each([
    ['proxy.test', { scheme: 'http', host: 'proxy.test', port: 1080 }],
    ['proxy.test:3128', { scheme: 'http', host: 'proxy.test', port: 3128 }],
    ['HTTP://Proxy.Test:3128/', { scheme: 'http', host: 'proxy.test', port: 3128 }],
    ['http://proxy.test', { scheme: 'http', host: 'proxy.test', port: 1080 }],
    ['https://proxy.test', { scheme: 'https', host: 'proxy.test', port: 443 }],
    ['socks://proxy.test', { scheme: 'socks4', host: 'proxy.test', port: 1080 }],
    ['socks4a://proxy.test', { scheme: 'socks4a', host: 'proxy.test', port: 1080 }],
    ['socks5://proxy.test:9050', { scheme: 'socks5', host: 'proxy.test', port: 9050 }],
    ['socks5h://u@proxy.test', { scheme: 'socks5h', host: 'proxy.test', port: 1080, user: 'u' }],
    ['http://[2001:db8::1]:3128', { scheme: 'http', host: '2001:db8::1', port: 3128 }],
    ['u:p@proxy.test:1', { scheme: 'http', host: 'proxy.test', port: 1, user: 'u', password: 'p' }],
    ['http://u:p%40:q@proxy.test', { scheme: 'http', host: 'proxy.test', port: 1080, user: 'u', password: 'p@:q' }],
    ['http://u:p@ss@proxy.test', { scheme: 'http', host: 'proxy.test', port: 1080, user: 'u', password: 'p@ss' }],
    ['http://u:@proxy.test', { scheme: 'http', host: 'proxy.test', port: 1080, user: 'u', password: '' }],
  ])('%s', (text, expected) => expect(parseParentUrl(text, '-x')).toEqual(expected))

  test('-U replaces the login of the URL and is not decoded', () => {
    expect(parseParentUrl('http://a:b@proxy.test', '-x', 'c:d%20:e')).toMatchObject({ user: 'c', password: 'd%20:e' })
    expect(parseParentUrl('http://a:b@proxy.test', '-x', 'c')).not.toHaveProperty('password')
  })

  test.each([
    ['', 'Expected a host and a port from 1 to 65535 in -x, got "".'],
    [
      'ftp://proxy.test',
      'Expected a scheme of http, https, socks4, socks4a, socks5 or socks5h in -x, got "ftp://proxy.test".',
    ],
    ['proxy.test:0', 'Expected a host and a port from 1 to 65535 in -x, got "proxy.test:0".'],
    ['proxy.test:http', 'Expected a host and a port from 1 to 65535 in -x, got "proxy.test:http".'],
    ['http://pro xy.test', 'Expected a host and a port from 1 to 65535 in -x, got "http://pro xy.test".'],
    [
      'http://u:%zz@proxy.test',
      'Expected percent-encoded UTF-8 in user and password in -x, got "http://***@proxy.test".',
    ],
    [
      'ftp://u:secret@proxy.test',
      'Expected a scheme of http, https, socks4, socks4a, socks5 or socks5h in -x, got "ftp://***@proxy.test".',
    ],
  ])('%j is refused', (text, message) => {
    expect(() => parseParentUrl(text, '-x')).toThrow(expect.objectContaining({ code: 'config_invalid', message }))
  })

  test('only ever throws errors for the user, never with a password in them', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseParentUrl(`http://user:s3cr3t${text}@`, 'HTTPS_PROXY')
        } catch (error) {
          expect(error).toBeInstanceOf(MiddleboxError)
          expect((error as Error).message).not.toContain('s3cr3t')
        }
      }),
    )
  })
})

test('formatParentUrl leaves the login out and brackets IPv6', () => {
  expect(formatParentUrl(parseParentUrl('socks5://u:p@[::1]:9', '-x'))).toBe('socks5://[::1]:9')
})
