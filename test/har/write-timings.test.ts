import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unmeasured, writeTimings } from '../../src/har/write-timings.ts'
import { buildExchange } from '../support/exchange.ts'

test('connect holds ssl, what is left was spent waiting to begin', () => {
  const exchange = buildExchange({ timings: { dns: 1, connect: 2, tls: 3.0004, send: 4, wait: 50, receive: 6 } })
  expect(writeTimings(exchange)).toEqual({
    time: 100,
    timings: { blocked: 34, dns: 1, connect: 5, ssl: 3, send: 4, wait: 50, receive: 6 },
  })
})

test('what did not happen', () => {
  const exchange = buildExchange({
    endedAt: undefined as never,
    timings: { dns: null, connect: null, tls: null, send: null, wait: null, receive: null },
  })
  delete (exchange as { endedAt?: number }).endedAt
  expect(writeTimings(exchange)).toEqual({
    time: 0,
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 },
  })
  expect(unmeasured(exchange)).toEqual(['send', 'wait', 'receive'])
})

test('the time is the sum', () => {
  const ms = fc.option(fc.float({ min: 0, max: 5000, noNaN: true }), { nil: null })
  fc.assert(
    fc.property(fc.record({ dns: ms, connect: ms, tls: ms, send: ms, wait: ms, receive: ms }), (timings) => {
      const {
        time,
        timings: { ssl: _inside, ...phases },
      } = writeTimings(buildExchange({ timings }))
      const sum = Object.values(phases).reduce((total, each) => total + Math.max(0, each), 0)
      expect(time).toBeCloseTo(sum, 2)
    }),
  )
})
