import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparablePath, isUnder, replacePrefix } from '../../src/routes/path.ts'

test.each([
  ['/a/b?c=/d', '/a/b'],
  ['/a//b', '/a/b'],
  ['/a/../b', '/b'],
  ['/a/./b/', '/a/b/'],
  ['/a/..', '/'],
  ['/../../a', '/a'],
  ['/%61%2Fb', '/a%2Fb'],
  ['/a%2fb', '/a%2Fb'],
  ['/%2e%2e/a', '/a'],
])('%s is compared as %s', (target, path) => expect(comparablePath(target)).toBe(path))

test('a prefix ends at the border of a segment', () => {
  expect(['/api', '/api/', '/api/x'].every((path) => isUnder(path, '/api'))).toBe(true)
  expect(['/apix', '/ap', '/'].some((path) => isUnder(path, '/api'))).toBe(false)
})

test.each([
  ['/api/x?y=1', '/api', '/', '/x?y=1'],
  ['/api', '/api', '/', '/'],
  ['/api?y', '/api', '/', '/?y'],
  ['/api/x', '/api', '/v1', '/v1/x'],
  ['/api', '/api', '/v1/', '/v1/'],
  ['/x', '/', '/base/', '/base/x'],
])('%s with %s replaced by %s', (target, prefix, to, path) => expect(replacePrefix(target, prefix, to)).toBe(path))

test('a compared path has nothing left to undo', () => {
  const segment = fc.constantFrom('a', '..', '.', '', '%2e', '%41', '%2F', 'b c')
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const path = comparablePath(`/${segments.join('/')}`)
      expect(path).toMatch(/^\//)
      expect(path.split('/')).not.toContain('..')
      expect(comparablePath(path)).toBe(path)
    }),
  )
})
