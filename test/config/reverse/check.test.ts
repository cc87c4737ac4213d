import { expect, test } from 'vitest'
import { checkSites } from '../../../src/config/reverse/check.ts'
import type { RouteDefinition } from '../../../src/model/route.ts'
import { route, siteOf } from '../../support/reverse.ts'

const check = (...routes: RouteDefinition[]) => checkSites([siteOf(routes)], [{ host: '127.0.0.1', port: 8000 }])
const health = {
  type: 'http',
  path: '/',
  status: [200, 399],
  service: '',
  interval: 1000,
  timeout: 500,
  rise: 1,
  fall: 1,
  jitter: 0,
} as const
const retry = { attempts: 2, statuses: [], backoff: 10, maxBackoff: 100, budget: 1, maxBody: 0 }

test('what is meant is fine', () => {
  expect(() =>
    check(route('3000', { health, retry }), route('/a=3000,3001', { sticky: { cookie: 'c' } })),
  ).not.toThrow()
  expect(() => check(route('127.0.0.1:8001'), route('/b=http://other:8000'))).not.toThrow()
})

test.each<[string, RouteDefinition, string]>([
  ['a loop', route('8000'), 'Expected an upstream that is not this proxy, got http://localhost:8000'],
  ['a loop by address', route('http://[::1]:8000'), 'where it listens itself'],
  ['the same upstream twice', route('3000,3000'), 'http://localhost:3000 twice'],
  ['a prefix of an expression', route('~^/a=3000', { stripPrefix: true }), 'a regular expression, which has no prefix'],
  [
    'an expression that can stall',
    route('~^(?!/x)(/a+)+$=3000'),
    '(a repetition inside a repetition, which is too slow',
  ],
  ['one that is slow on long paths', route('~(?!/x)a*b*c*/=3000'), '(too many repetitions beside look-around'],
  ['a path for an expression', route('~^/a=http://h/b'), 'which has no prefix'],
  [
    'a check that overlaps itself',
    route('3000', { health: { ...health, timeout: 2000 } }),
    'timeout is within its interval',
  ],
  ['a check without pause', route('3000', { health: { ...health, interval: 50, timeout: 10 } }), 'at most every 100ms'],
  [
    'a check that can never pass',
    route('3000', { health: { ...health, status: [100, 199] } }),
    'a health check that can pass',
  ],
  ['a backoff past its limit', route('3000', { retry: { ...retry, backoff: 200 } }), 'a backoff within maxBackoff'],
  ['a queue nobody waits in', route('3000', { queue: { size: 1, timeout: 1 } }), 'maxConnections'],
  ['balancing one', route('3000', { balance: { by: 'random' } }), 'several upstreams to balance'],
  ['sticking to one', route('3000', { sticky: { cookie: 'c' } }), 'several upstreams to keep clients at'],
])('%s', (_, definition, message) => expect(() => check(definition)).toThrow(message))

test('conflicts between routes are found too', () => {
  expect(() => check(route('/a=1'), route('/a=2'))).toThrow('same requests')
})
