import { expect, test } from 'vitest'
import {
  askedPath,
  cookieName,
  freeField,
  fieldName,
  matchText,
  method,
  serviceName,
  share,
  statusRange,
  upstreamText,
  weight,
} from '../../../src/config/reverse/kinds.ts'

const place = { where: '', base: '/' }

test.each([
  [share, ['0.25', '25%', 1, 0], ['2', '101%', 'x', null]],
  [statusRange, [200, '200', '200-399', '200 - 204'], ['600', '300-200', 'ok']],
  [fieldName, ['X-A', 'a_b'], ['', 'a b', 'a:']],
  [freeField, ['X-A'], ['a b', 'TE', 'proxy-x']],
  [cookieName, ['sid'], ['a b', 'a=']],
  [method, ['get', 'M-SEARCH'], ['', 'G T']],
  [askedPath, ['/', '/healthz?x=1'], ['', 'x', '/a b']],
  [serviceName, ['', 'shop.Cart', 'x'.repeat(1024)], ['x'.repeat(1025), 'é'.repeat(513), null]],
  [weight, [1, 1000], [0, 1.5, '2', 1001]],
  [matchText, ['/api', 'a.test'], ['', 'a:b', '~(']],
  [upstreamText, [3000, '3000', 'http://h'], ['', 'ftp://h', '3000-3002']],
] as const)('%#', (kind, good, bad) => {
  for (const value of good) expect(kind.read(value as never, place)).toBeDefined()
  for (const value of bad) expect(kind.read(value as never, place)).toBeUndefined()
})

test('values are made plain, and reasons given', () => {
  expect(share.read('25%', place)).toBe(0.25)
  expect(statusRange.read('204', place)).toEqual([204, 204])
  expect(method.read('get', place)).toBe('GET')
  expect(upstreamText.reason?.('3000-3002')).toContain('3000,3001,3002')
  expect(matchText.reason?.('~(')).toContain('unterminated group')
})
