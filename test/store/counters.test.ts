import { expect, test } from 'vitest'
import { countFinished, createCounters } from '../../src/store/counters.ts'
import { blankExchange } from '../../src/store/blank.ts'
import { bodyOf, requestEvent } from '../support/events.ts'

test('an ended exchange counts by outcome, status, bytes and kind', () => {
  const counters = createCounters()
  const exchange = { ...blankExchange(requestEvent('a')), status: 204, requestBody: bodyOf('abc') }
  countFinished(counters, exchange, 'complete', false)
  countFinished(counters, { ...exchange, status: null, kind: 'websocket' }, 'upstream_error', true)
  countFinished(counters, { ...exchange, status: 999 }, 'complete', false)
  countFinished(counters, { ...exchange, status: 42 }, 'complete', false)
  expect(counters).toMatchObject({ finished: 4, errors: 1, requestBytes: 12, webSockets: 1 })
  expect(counters.outcomes).toMatchObject({ complete: 3, upstream_error: 1 })
  expect(counters.statuses).toMatchObject({ '2xx': 1, other: 2 })
})

test('a CONNECT that opened its tunnel answered nobody; one that was refused did', () => {
  const counters = createCounters()
  const connect = { ...blankExchange(requestEvent('a')), kind: 'connect' as const }
  countFinished(counters, { ...connect, status: 200 }, 'complete', false)
  countFinished(counters, { ...connect, status: 403 }, 'mock', false)
  countFinished(counters, { ...connect, status: 502 }, 'upstream_error', true)
  expect(counters).toMatchObject({ finished: 3, opened: 1, errors: 1, statuses: { '2xx': 0, '4xx': 1, '5xx': 1 } })
  expect(counters.outcomes).toMatchObject({ complete: 0, mock: 1, upstream_error: 1 })
})
