import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exceptionFor, meantException } from '../../src/clients/exceptions.ts'
import type { Dialect } from '../../src/clients/exceptions.ts'
import { clients } from '../../src/clients/index.ts'

const target = (host: string, port = 443) => ({ scheme: 'https', host, port }) as const

/** For one entry and host, the dialects that keep the host from the proxy. */
function readers(list: string, host: string, port?: number): string[] {
  const dialects = new Set<Dialect>(clients.map(({ exceptions }) => exceptions.dialect))
  // Its list is a property, and NO_PROXY none of its business.
  dialects.delete('java')
  return [...dialects].filter((dialect) => exceptionFor(dialect, list, target(host, port)) !== undefined).sort()
}

const all = [
  'curl',
  'deno',
  'go',
  'httpx',
  'node-fetch',
  'node-http',
  'npm',
  'perl',
  'requests',
  'ruby',
  'urllib',
  'wget',
]

describe('who reads what', () => {
  test.each([
    ['the very name', 'api.example.com', 'api.example.com', all],
    ['a leading dot, below', '.example.com', 'api.example.com', all],
    ['a plain domain, below', 'example.com', 'api.example.com', all.filter((each) => each !== 'node-http')],
    ['half a label', 'ample.com', 'example.com', ['perl']],
    ['an address', '10.1.2.3', '10.1.2.3', all],
    ['a network', '10.0.0.0/8', '10.1.2.3', ['curl', 'deno', 'go', 'requests', 'ruby']],
    ['a range', '10.0.0.0-10.255.255.255', '10.1.2.3', ['node-http']],
    ['an IPv6 network', 'fd00::/8', 'fd12::1', ['deno', 'go']],
    ['a wildcard', '*.example.com', 'api.example.com', ['go', 'node-fetch', 'node-http']],
    ['a star', '*', 'example.com', all.filter((each) => !['npm', 'perl', 'ruby', 'wget'].includes(each))],
  ])('%s', (_, list, host, expected) => expect(readers(list, host)).toEqual(expected))

  test('a star among others', () => {
    expect(readers('a.test,*', 'example.com')).toEqual(['deno', 'go', 'httpx', 'node-http'])
  })

  test('a port, when the URL has one', () => {
    const ported = ['go', 'node-fetch', 'node-http', 'requests', 'ruby', 'urllib']
    expect(readers('api.example.com:8443', 'api.example.com', 8443)).toEqual(ported)
    expect(readers('api.example.com:8443', 'api.example.com', 443)).toEqual([])
  })
})

test('curl: until 8.9 blanks separated, and 0 bits mean the address itself', () => {
  expect(exceptionFor('curl-before-8.9', 'a.test example.com', target('example.com'))).toBe('example.com')
  expect(exceptionFor('curl', 'a.test example.com', target('example.com'))).toBeUndefined()
  expect(exceptionFor('curl', '0.0.0.0/0', target('10.1.2.3'))).toBeUndefined()
  expect(exceptionFor('curl', '10.1.2.3/0', target('10.1.2.3'))).toBe('10.1.2.3/0')
})

test('java: a star at either end, and nothing below a plain name', () => {
  const read = (list: string, host = 'www.example.com') => exceptionFor('java', list, target(host))
  expect(read('a.test,*.example.com')).toBe('*.example.com')
  expect(read('WWW.*')).toBe('WWW.*')
  expect(read('*')).toBe('*')
  expect(read('example.com,.example.com,w*w.example.com')).toBeUndefined()
  expect(read('[::1]', '::1')).toBe('[::1]')
})

test('the entry is given as it was written', () => {
  expect(exceptionFor('go', ' a.test , *.Example.COM ', target('api.example.com'))).toBe('*.Example.COM')
})

test('an IPv6 literal is read with and without brackets, by different clients', () => {
  expect(readers('fd12::1', 'fd12::1')).toEqual([
    'curl',
    'deno',
    'go',
    'httpx',
    'node-http',
    'perl',
    'requests',
    'wget',
  ])
  expect(readers('[fd12::1]', 'fd12::1')).toEqual(['deno', 'go', 'httpx', 'node-fetch', 'npm', 'urllib'])
})

test('meantException takes every entry in its most generous sense', () => {
  expect(meantException('a.test *.example.com', target('api.example.com'))).toBe('*.example.com')
  expect(meantException('a.test,*', target('api.example.com'))).toBe('*')
  expect(meantException('10.0.0.0/8', target('10.1.2.3'))).toBe('10.0.0.0/8')
  expect(meantException('a.test', target('api.example.com'))).toBeUndefined()
})

test('no dialect throws on anything, and none finds an exception in an empty list', () => {
  const dialect = fc.constantFrom(...clients.map(({ exceptions }) => exceptions.dialect))
  fc.assert(
    fc.property(dialect, fc.string(), fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.string()), (each, list, host) => {
      exceptionFor(each, list, target(host))
      expect(exceptionFor(each, ' , ', target(host))).toBeUndefined()
    }),
  )
})
