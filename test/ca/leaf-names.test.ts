import { describe, expect, test } from 'vitest'
import { readHost } from '../../src/ca/host.ts'
import { leafNames, namesKey, wildcardParent } from '../../src/ca/leaf-names.ts'
import { parsePermits } from '../../src/ca/name-constraints.ts'

const names = (host: string, permits: string[] = []) =>
  leafNames(readHost(host), parsePermits(permits)).map((each) => (each.kind === 'dns' ? each.name : 'address'))

describe('wildcardParent', () => {
  test.each([
    ['www.example.com', 'example.com'],
    ['a.b.example.com', 'b.example.com'],
    ['api.service.test', 'service.test'],
    ['a.ns.svc.cluster.local', 'ns.svc.cluster.local'],
  ])('%s shares with its siblings below %s', (name, parent) => {
    expect(wildcardParent(name)).toBe(parent)
  })

  test.each([
    ['a top level', 'localhost'],
    ['a name below a top level, since *.com is refused', 'example.com'],
    ['a public suffix of two labels', 'shop.co.uk'],
    ['a public suffix of three labels', 'x.city.kawasaki.jp'],
    ['an international country code', 'a.b.xn--p1ai'],
    ['a wildcard', '*.example.com'],
  ])('no sharing for %s: %s', (_, name) => {
    expect(wildcardParent(name)).toBeUndefined()
  })
})

test('siblings get equal lists, strangers do not', () => {
  const key = (host: string) => namesKey(leafNames(readHost(host)))
  expect(key('a.example.com')).toBe(key('b.example.com'))
  expect(key('a.example.com')).not.toBe(key('a.b.example.com'))
  expect(key('10.0.0.1')).not.toBe(key('0a000001'))
})

test('the list covers the host that was asked for', () => {
  expect(names('www.example.com')).toEqual(['example.com', '*.example.com'])
  expect(names('shop.co.uk')).toEqual(['shop.co.uk'])
  expect(names('::1')).toEqual(['address'])
})

test('constraints keep the list below them', () => {
  expect(names('a.corp.example', ['*.corp.example'])).toEqual(['corp.example', '*.corp.example'])
  // The parent would be outside, and with it the whole leaf.
  expect(names('a.corp.example', ['a.corp.example'])).toEqual(['a.corp.example'])
})
