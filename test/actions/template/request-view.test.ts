import { expect, test } from 'vitest'
import { requestView } from '../../../src/actions/template/request-view.ts'
import { requestOf } from '../../support/rules.ts'

type Shown = Record<'url' | 'fullUrl' | 'baseUrl' | 'host' | 'port' | 'scheme' | 'json' | 'cookies', unknown> & {
  path: string[]
  query: Record<string, string[]>
  headers: Record<string, string[]>
}

const view = (facts: Parameters<typeof requestOf>[0], body = '') => requestView(requestOf(facts), body) as Shown

test('a path and its segments, a query with all its values', () => {
  const { path, query, url, fullUrl, baseUrl, host, port, scheme } = view({ path: '/a%20b/c?x=1&x=2&y=' })
  expect([String(path), ...path]).toEqual(['/a%20b/c', 'a b', 'c'])
  expect([String(query['x']), query['x']![1], String(query['y'])]).toEqual(['1', '2', ''])
  expect({ url, fullUrl, baseUrl, host, port, scheme }).toEqual({
    url: '/a%20b/c?x=1&x=2&y=',
    fullUrl: 'http://example.test/a%20b/c?x=1&x=2&y=',
    baseUrl: 'http://example.test',
    host: 'example.test',
    port: 80,
    scheme: 'http',
  })
})

test('fields by any spelling of their names, and cookies', () => {
  const { headers, cookies } = view({ fields: ['x-ONE', '1', 'X-One', '2', 'Cookie', 'a=b=c; d; a=2'] })
  expect(['x-ONE', 'x-one', 'X-One'].map((name) => String(headers[name]))).toEqual(['1', '1', '1'])
  expect(headers['x-one']![1]).toBe('2')
  expect({ ...(cookies as object) }).toEqual({ a: 'b=c', d: '' })
})

test('names of prototypes are names like others', () => {
  const { query, headers } = view({ path: '/?__proto__=1&constructor=2', fields: ['constructor', 'x'] })
  expect([String(query['constructor']), String(headers['constructor'])]).toEqual(['2', 'x'])
  expect(String(query as never)).toContain('constructor')
})

test('JSON, if the body is', () => {
  expect(view({}, '{"a":1}').json).toEqual({ a: 1 })
  expect(view({}, '{').json).toBeUndefined()
})
