import { expect, test } from 'vitest'
import { Endpoint } from '../../src/reverse/endpoint.ts'
import { route } from '../support/reverse.ts'

const endpoint = (text: string, more = {}) => new Endpoint({ ...route(text).upstreams[0]!, ...more })

test('is available unless checks or failures say otherwise', () => {
  const one = endpoint('3000')
  expect(one).toMatchObject({ available: true, authority: 'localhost:3000', near: true })
  one.checked = false
  expect(one.available).toBe(false)
  one.checked = true
  one.ejectedUntil = 5
  expect(one.available).toBe(false)
})

test('is full at its limit, and never without one', () => {
  const one = endpoint('3000', { maxConnections: 2 })
  one.active = 1
  expect(one.full).toBe(false)
  one.active = 2
  expect(one.full).toBe(true)
  expect(Object.assign(endpoint('3000'), { active: 1e6 }).full).toBe(false)
})

test('starts slowly, then has its weight for good', () => {
  const one = endpoint('3000', { weight: 4 })
  one.since = 1000
  expect(one.weightAt(1000, 1000)).toBeCloseTo(0.2)
  expect(one.weightAt(1500, 1000)).toBe(2)
  expect(one.weightAt(2000, 1000)).toBe(4)
  expect(one.since).toBe(0)
})

test('the id of a sticky cookie differs per upstream and repeats', () => {
  expect(endpoint('3000').id).toBe(endpoint('3000').id)
  expect(endpoint('3000').id).not.toBe(endpoint('3001').id)
})
