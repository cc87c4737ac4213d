import { expect, test } from 'vitest'
import { parseMatch } from '../../src/routes/match-text.ts'

test.each([
  ['/', undefined, 'prefix', '/'],
  ['/api/', undefined, 'prefix', '/api'],
  ['Api.test', 'api.test', 'prefix', '/'],
  ['api.test/v2', 'api.test', 'prefix', '/v2'],
  ['*.test', '*.test', 'prefix', '/'],
  ['=/exact', undefined, 'exact', '/exact'],
  ['api.test=/a/', 'api.test', 'exact', '/a/'],
  ['~^/v[0-9]', undefined, 'regex', '^/v[0-9]'],
  ['api.test~\\.png$', 'api.test', 'regex', '\\.png$'],
  ['/%61pi', undefined, 'prefix', '/api'],
  ['bücher.test', 'xn--bcher-kva.test', 'prefix', '/'],
  ['*.Bücher.test/a', '*.xn--bcher-kva.test', 'prefix', '/a'],
  ['api.test.', 'api.test', 'prefix', '/'],
  ['[::1]/v2', '::1', 'prefix', '/v2'],
])('%s', (text, host, kind, path) => {
  const { text: kept, ...match } = parseMatch(text) as { text: string }
  expect(kept).toBe(text)
  expect(match).toEqual({ ...(host && { host }), path: { kind, path } })
})

test.each(['', 'a*.test', '=x', 'a b', '[::1', '*.'])('none: %s', (text) => expect(parseMatch(text)).toBeUndefined())

test.each([
  ['/api/*', 'a path takes everything below it: write /api'],
  ['/*', 'a path takes everything below it: write /'],
  ['api.test/v2/**', 'a path takes everything below it: write api.test/v2'],
  ['/a/*/b.c', 'a path has no wildcards: write a regular expression, ~^/a/[^/]*/b\\.c'],
  ['api.test/v*', 'a path has no wildcards: write a regular expression, api.test~^/v[^/]*'],
])('a wildcard in %s is told with what it is here', (text, problem) => expect(parseMatch(text)).toBe(problem))

test('says what is wrong with a path or an expression', () => {
  expect(parseMatch('/a?b')).toBe('a path has no ?, # or blank in it')
  expect(parseMatch('api.test:80')).toMatch('leave the port out')
  expect(parseMatch('http://x/')).toBe('a match has no scheme: x/')
  expect(parseMatch('~(')).toMatch(/unterminated group/)
})
