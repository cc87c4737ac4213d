import { expect, test } from 'vitest'
import { HealthBook, type HealthReport, bySubject, subjectKey } from '../../src/store/health.ts'

const report = (route: string, upstream: string | undefined, state: HealthReport['state']): HealthReport => ({
  type: 'health',
  at: 0,
  route,
  ...(upstream !== undefined && { upstream }),
  state,
  by: 'check',
  reason: '',
})

test('the last word on each, by route and upstream', () => {
  const book = new HealthBook()
  book.apply(report('/b', 'http://2', 'healthy'))
  book.apply(report('/a', 'http://1', 'healthy'))
  book.apply(report('/a', undefined, 'open'))
  book.apply(report('/a', 'http://1', 'unhealthy'))
  expect(book.list().map(({ route, upstream, state }) => `${route} ${upstream} ${state}`)).toEqual([
    '/a undefined open',
    '/a http://1 unhealthy',
    '/b http://2 healthy',
  ])
})

test('two listeners may have a route of the same name', () => {
  const book = new HealthBook()
  for (const listener of ['127.0.0.1:8001', '127.0.0.1:8000'])
    book.apply({ ...report('/', 'http://1', 'unhealthy'), listener })
  book.apply({ ...report('/', 'http://1', 'healthy'), listener: '127.0.0.1:8001' })
  expect(book.list().map(({ listener, state }) => `${listener} ${state}`)).toEqual([
    '127.0.0.1:8000 unhealthy',
    '127.0.0.1:8001 healthy',
  ])
})

test('what a report is about is told apart, and stands in order, by all three', () => {
  const [other, breaker, upstream] = [
    { listener: '[::1]:1', route: '/' },
    { route: '/a' },
    { route: '/a', upstream: 'http://1' },
  ]
  expect(new Set([other!, breaker!, upstream!].map(subjectKey)).size).toBe(3)
  expect([other!, upstream!, breaker!].sort(bySubject)).toEqual([breaker, upstream, other])
})

test('forgets the oldest of too many', () => {
  const book = new HealthBook()
  for (let index = 0; index < 1100; index++) book.apply(report(`/${index}`, undefined, 'open'))
  expect(book.list()).toHaveLength(1000)
})

test('what is forgotten is not in it', () => {
  const book = new HealthBook()
  book.apply(report('/a', 'http://1', 'unhealthy'))
  book.apply(report('/a', undefined, 'open'))
  expect(book.list()).toHaveLength(2)
  book.apply(report('/a', 'http://1', 'forgotten'))
  expect(book.list().map(({ state }) => state)).toEqual(['open'])
})
