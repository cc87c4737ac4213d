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
