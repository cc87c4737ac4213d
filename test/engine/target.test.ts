import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Arrival } from '../../src/engine/core.ts'
import { resolveTarget } from '../../src/engine/target.ts'
import { originHost } from '../../src/kit/origin-host.ts'
import type { RequestHead } from '../../src/model/message.ts'

const own: Arrival = {
  mode: 'forward',
  client: { address: '127.0.0.1', port: 1, protocol: 'http/1.1' },
  local: { address: '127.0.0.1', port: 8080 },
  scheme: 'http',
}
const tunnel: Arrival = { ...own, scheme: 'https', authority: { host: 'a.test', port: 8443 } }

const head = (method: string, target: string, more: Partial<RequestHead> = {}): RequestHead => ({
  method,
  target,
  version: '1.1',
  fields: [],
  ...more,
})

function resolve(one: RequestHead, host?: string, arrival = own) {
  const resolved = resolveTarget(one, host, arrival)
  if ('problem' in resolved) return resolved.problem
  const { scheme, host: to, port, path } = resolved.target
  return [scheme, to, port, path, resolved.url]
}

describe('an absolute URL', () => {
  test.each([
    ['http://a.test', 'http', 'a.test', 80, '/', 'http://a.test/'],
    ['HTTP://A.Test/x?y', 'http', 'a.test', 80, '/x?y', 'http://a.test/x?y'],
    ['http://a.test?y', 'http', 'a.test', 80, '/?y', 'http://a.test/?y'],
    ['https://a.test:8443/', 'https', 'a.test', 8443, '/', 'https://a.test:8443/'],
    ['http://a.test:80/x#f', 'http', 'a.test', 80, '/x#f', 'http://a.test/x#f'],
    ['http://user:pw@a.test/', 'http', 'a.test', 80, '/', 'http://a.test/'],
    ['http://[::1]:81/', 'http', '::1', 81, '/', 'http://[::1]:81/'],
    ['ws://a.test/', 'http', 'a.test', 80, '/', 'http://a.test/'],
    ['wss://a.test/', 'https', 'a.test', 443, '/', 'https://a.test/'],
    ['http://a.test//x', 'http', 'a.test', 80, '//x', 'http://a.test//x'],
  ])('%s', (target, ...expected) => {
    expect(resolve(head('GET', target), 'other.test')).toEqual(expected)
  })

  test('without a path, OPTIONS is about the server (RFC 9112 §3.2.4)', () => {
    expect(resolve(head('OPTIONS', 'http://a.test'))).toEqual(['http', 'a.test', 80, '*', 'http://a.test'])
    expect(resolve(head('OPTIONS', 'http://a.test/'))).toEqual(['http', 'a.test', 80, '/', 'http://a.test/'])
  })

  test.each([
    ['a.test', 'Expected a path or an absolute URL as the target, got "a.test"'],
    ['a.test:80', 'Expected a path or an absolute URL as the target, got "a.test:80"'],
    ['?x', 'Expected a path or an absolute URL as the target, got "?x"'],
    ['ftp://a.test/', 'Expected an http or https URL, got the scheme "ftp"'],
    ['constructor://a.test/', 'Expected an http or https URL, got the scheme "constructor"'],
    ['http://', 'Expected host or host:port in the URL, got ""'],
    ['http:///x', 'Expected host or host:port in the URL, got ""'],
    ['http://a.test:0/', 'Expected host or host:port in the URL, got "a.test:0"'],
    ['http://a@b@c/', 'Expected host or host:port in the URL, got "a@b@c"'],
    ['http://a\\b/', 'Expected host or host:port in the URL, got "a\\\\b"'],
    ['http://a#b.test/', 'Expected host or host:port in the URL, got "a#b.test"'],
    ['http://caf\xe9.test/', 'Expected host or host:port in the URL, got "caf\xe9.test"'],
  ])('%s is refused', (target, problem) => {
    expect(resolve(head('GET', target))).toBe(problem)
  })
})

describe('CONNECT', () => {
  test.each([
    ['a.test:443', 'a.test', 443],
    ['[::1]:80', '::1', 80],
  ])('%s', (target, host, port) => {
    expect(resolve(head('CONNECT', target))).toEqual(['https', host, port, '', target])
  })

  test.each(['a.test', 'a.test:', '/', 'http://a.test/', 'a.test:0'])('%s is refused', (target) => {
    expect(resolve(head('CONNECT', target))).toBe(`Expected CONNECT host:port, got ${JSON.stringify(target)}`)
  })
})

describe('a path', () => {
  test('on our own port is for ourselves, whatever Host says', () => {
    expect(resolve(head('GET', '/x'), 'a.test')).toEqual(['http', originHost, 80, '/x', 'http://a.test/x'])
    const old = head('GET', '/x', { version: '1.0' })
    expect(resolve(old)).toEqual(['http', originHost, 80, '/x', `http://${originHost}/x`])
  })

  test('without Host is for nobody in HTTP/1.1, anywhere (RFC 9112 §3.2)', () => {
    const problem = 'Expected a Host field, as in every request of HTTP/1.1, got none'
    for (const arrival of [own, tunnel, { ...own, mode: 'reverse' as const, site: 0 }]) {
      expect(resolve(head('GET', '/x'), undefined, arrival)).toBe(problem)
      expect(resolve(head('OPTIONS', '*'), undefined, arrival)).toBe(problem)
      expect(resolve(head('GET', '/x', { version: '1.0' }), undefined, arrival)).toBeInstanceOf(Array)
    }
  })

  test('inside a tunnel goes where the tunnel goes, and is shown under the name asked for', () => {
    expect(resolve(head('GET', '/x'), 'b.test', tunnel)).toEqual(['https', 'a.test', 8443, '/x', 'https://b.test/x'])
    expect(resolve(head('OPTIONS', '*', { version: '1.0' }), undefined, tunnel)).toEqual([
      'https',
      'a.test',
      8443,
      '*',
      'https://a.test:8443',
    ])
  })

  test('carries the server name of TLS when it is another', () => {
    expect(resolveTarget(head('GET', '/'), 'a.test', { ...tunnel, serverName: 'sni.test' })).toMatchObject({
      target: { serverName: 'sni.test' },
    })
    const same = resolveTarget(head('GET', '/'), 'a.test', { ...tunnel, serverName: 'a.test' })
    expect('target' in same && 'serverName' in same.target).toBe(false)
  })

  test('keeps a fragment that a client sends, in either form', () => {
    expect(resolve(head('GET', '/x#f'), 'a.test', tunnel)).toContain('/x#f')
    for (const url of ['http://a.test/x#f', 'http://a.test/y?#g/#', 'http://a.test/x'])
      expect(resolve(head('GET', url))).toEqual(['http', 'a.test', 80, url.slice(13), url])
  })

  test('over h2 loses a fragment, as a URL does', () => {
    const over = head('GET', '/x?y#f', { version: '2', scheme: 'http', authority: 'a.test' })
    expect(resolve(over)).toEqual(['http', 'a.test', 80, '/x?y', 'http://a.test/x?y'])
  })

  test('over h2 may be for another host, or for us', () => {
    const h2 = (authority: string) => head('GET', '/x', { version: '2', authority })
    expect(resolve(h2('a.test:81'))).toEqual(['http', 'a.test', 81, '/x', 'http://a.test:81/x'])
    expect(resolve(h2('localhost:8080'))).toEqual(['http', originHost, 80, '/x', 'http://localhost:8080/x'])
  })

  test.each(['', 'a b', 'a:x', 'u@a', 'a/b'])('with the Host %j is refused', (host) => {
    expect(resolve(head('GET', '/'), host)).toBe(`Expected a Host of the form host:port, got ${JSON.stringify(host)}`)
  })
})

test('any target and Host: an answer, never a throw; and a target can be asked for', () => {
  const piece = fc.constantFrom(
    'http',
    'https',
    '://',
    ':',
    '/',
    '//',
    'a.test',
    '[::1]',
    '@',
    '?',
    '#',
    '*',
    '80',
    '\\',
    '%',
    '\xe9',
    '.',
  )
  const target = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'OPTIONS', 'CONNECT'),
      target,
      fc.option(target, { nil: undefined }),
      fc.constantFrom(own, tunnel),
      (method, one, host, arrival) => {
        const resolved = resolveTarget(head(method, one), host, arrival)
        if ('problem' in resolved) {
          expect(resolved.problem).toMatch(/^Expected .+, got /)
          return
        }
        expect(resolved.target.path).toMatch(method === 'CONNECT' ? /^$/ : /^[/*]/)
        expect(resolved.target.port).toBeGreaterThan(0)
        expect(resolved.target.host).toMatch(/^[^/?#@\s]+$/)
      },
    ),
    { numRuns: 1_000 },
  )
})

describe('to a reverse proxy', () => {
  const reverse: Arrival = { ...own, mode: 'reverse', site: 0 }

  test('a path is for the host that was named, else for whoever listens', () => {
    expect(resolve(head('GET', '/x'), 'site.test:81', reverse)).toEqual([
      'http',
      'site.test',
      81,
      '/x',
      'http://site.test:81/x',
    ])
    expect(resolve(head('GET', '/x', { version: '1.0' }), undefined, reverse)).toEqual([
      'http',
      '127.0.0.1',
      8080,
      '/x',
      'http://127.0.0.1:8080/x',
    ])
    const h2 = head('GET', '/x', { version: '2', scheme: 'https', authority: 'site.test' })
    expect(resolve(h2, undefined, { ...reverse, scheme: 'https' })).toEqual([
      'https',
      'site.test',
      443,
      '/x',
      'https://site.test/x',
    ])
  })
})
