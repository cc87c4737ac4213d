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
])('%s', (text, host, kind, path) => {
  const { text: kept, ...match } = parseMatch(text) as { text: string }
  expect(kept).toBe(text)
  expect(match).toEqual({ ...(host && { host }), path: { kind, path } })
})

test.each(['', 'api.test:80', 'a*.test', '=x', 'a b'])('none: %s', (text) => expect(parseMatch(text)).toBeUndefined())

test('says what is wrong with a path or an expression', () => {
  expect(parseMatch('/a?b')).toBe('a path has no ?, # or blank in it')
  expect(parseMatch('~(')).toMatch(/unterminated group/)
})
