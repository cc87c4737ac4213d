import { expect, test } from 'vitest'
import { listenerName, subjectsOf } from '../../src/routes/subjects.ts'
import { route, siteOf } from '../support/reverse.ts'

const breaker = { errorRate: 1, minimum: 1, window: 1, consecutive: 1, open: 1, probes: 1 }
const health = {
  type: 'tcp',
  path: '/',
  status: [200, 299],
  service: '',
  interval: 1,
  timeout: 1,
  rise: 1,
  fall: 1,
  jitter: 0,
} as const

test('the upstreams of all routes and their breakers, by the names that reports have', () => {
  expect(subjectsOf([siteOf([route('3000,3001'), route('/api=4000', { health, breaker })])])).toEqual([
    { route: '/', upstream: 'http://localhost:3000', checked: false },
    { route: '/', upstream: 'http://localhost:3001', checked: false },
    { route: '/api', checked: false },
    { route: '/api', upstream: 'http://localhost:4000', checked: true },
  ])
})

test('of several listeners each is named', () => {
  const sites = [siteOf([route('3000')], { port: 8000 }), siteOf([route('3000')], { host: '::1', port: 8001 })]
  expect(subjectsOf(sites).map(({ listener }) => listener)).toEqual(['127.0.0.1:8000', '[::1]:8001'])
  expect(sites.map(listenerName)).toEqual(['127.0.0.1:8000', '[::1]:8001'])
})
