import { expect, test } from 'vitest'
import { sumTimings } from '../../src/kit/sum-timings.ts'

test('each phase counts once, and one that was not there not at all', () => {
  expect(sumTimings({ dns: 1, connect: 2, tls: 4, send: 8, wait: 16, receive: 32 })).toBe(63)
  expect(sumTimings({ dns: null, connect: null, tls: null, send: 0.5, wait: 2, receive: null })).toBe(2.5)
})
