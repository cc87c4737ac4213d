import { expect, test } from 'vitest'
import { createLiveConditions } from '../../src/session/live-conditions.ts'
import { through } from '../support/rules.ts'

test('requests meet what holds when they come', async () => {
  const met: string[] = []
  const conditions = createLiveConditions({ latency: 1, jitter: 0, origin: 'first' }, ({ origin }) => ({
    name: 'conditions',
    link: () => ({ up: [], down: [] }),
    handle(request, next, context) {
      met.push(origin)
      return next(request, context)
    },
  }))
  await through(conditions.interceptor.handle)
  conditions.set({ latency: 2, jitter: 0, origin: 'second' })
  expect(conditions.current?.latency).toBe(2)
  await through(conditions.interceptor.handle)
  conditions.set(undefined)
  expect((await through(conditions.interceptor.handle)).text).toBe('from the upstream')
  expect(met).toEqual(['first', 'second'])
})

test('connections that nobody looks into have them too', () => {
  const conditions = createLiveConditions(undefined, () => ({
    name: 'conditions',
    link: (address) => ({ up: [], down: [], dial: { rule: address } as never }),
    handle: (request, next, context) => next(request, context),
  }))
  expect(conditions.link('10.0.0.1')).toBeUndefined()
  conditions.set({ latency: 1, jitter: 0, origin: 'x' })
  expect(conditions.link('10.0.0.1')).toMatchObject({ dial: { rule: '10.0.0.1' } })
})
