import { expect, test } from 'vitest'
import type { HealthSubject } from '../../../src/model/route.ts'
import type { HealthReport } from '../../../src/store/index.ts'
import { ailing, healthLines } from '../../../src/tui/panels/health.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { healthEvents, start } from '../../support/events.ts'

process.env.TZ = 'UTC'

const later = start + 90_000

test('each with its state, since when, by what and why', () => {
  expect(healthLines([], healthEvents, later, 150).map(plainLine)).toEqual([
    '/',
    '  ● http://10.0.0.1:3001 healthy   since 22:13:20 (1 m 30 s)  by check  its check succeeded',
    '  ✗ http://10.0.0.1:3002 unhealthy since 22:13:50 (1 m 00 s)  by traffic  3 failures in a row',
    '',
    '/pay',
    '  ◐ circuit breaker      half-open since 22:14:40 (10 s)  it is time to ask again',
  ])
  expect(ailing(healthEvents).map(({ upstream }) => upstream)).toEqual(['http://10.0.0.1:3002'])
})

test('of several listeners each route says whose it is', () => {
  const [first] = healthEvents
  const reports = ['127.0.0.1:8000', '[::1]:8001'].map((listener) => ({ ...first!, listener }))
  const lines = healthLines([], reports, later, 150).map(plainLine)
  expect(lines.filter((line) => line.startsWith('/'))).toEqual(['/  on [::1]:8001', '/  on 127.0.0.1:8000'])
})

test('in a narrow panel the reason has lines of its own, and names are cut and harmless', () => {
  const long: HealthReport = {
    type: 'health',
    at: start,
    route: '/',
    upstream: `http://${'a'.repeat(60)}.test\x1b[2J`,
    state: 'unhealthy',
    by: 'check',
    reason: 'its name resolved to two addresses, which both refused the connection on port 3002',
  }
  const lines = healthLines([], [long], start, 60).map(plainLine)
  expect(lines).toHaveLength(4)
  expect(lines[1]).toMatch(/^ {2}✗ http:\/\/a{12}… unhealthy since .* by check$/)
  expect(lines.slice(2)).toEqual([
    '    its name resolved to two addresses, which both refused ',
    '    the connection on port 3002',
  ])
})

test('also those of which nothing was said, each in its place', () => {
  const upstream = (port: number, checked = false): HealthSubject => ({
    route: '/',
    upstream: `http://10.0.0.1:${port}`,
    checked,
  })
  const subjects: HealthSubject[] = [
    { route: '/api', checked: false },
    { route: '/api', upstream: 'http://10.0.0.1:4000', checked: true },
    ...[3001, 3002, 3003].map((port) => upstream(port)),
  ]
  expect(healthLines(subjects, healthEvents.slice(0, 2), later, 150).map(plainLine)).toEqual([
    '/',
    '  ● http://10.0.0.1:3001 healthy   since 22:13:20 (1 m 30 s)  by check  its check succeeded',
    '  ✗ http://10.0.0.1:3002 unhealthy since 22:13:50 (1 m 00 s)  by traffic  3 failures in a row',
    '  · http://10.0.0.1:3003 not checked  its route has no health checks',
    '',
    '/api',
    '  ● circuit breaker      closed  it never opened',
    '  · http://10.0.0.1:4000 not checked  its first check is on its way',
  ])
})

test('where the panel is narrow, why nothing is known has a line of its own', () => {
  const lines = healthLines([{ route: '/', upstream: 'http://10.0.0.1:3001', checked: false }], [], later, 60)
  expect(lines.map(plainLine)).toEqual([
    '/',
    '  · http://10.0.0.1:3001 not checked',
    '    its route has no health checks',
  ])
})
