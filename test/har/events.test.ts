import { expect, test } from 'vitest'
import { eventsOf } from '../../src/har/events.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { Exchange } from '../../src/model/exchange.ts'
import { legHeads } from '../../src/kit/legs.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { createStore } from '../../src/store/index.ts'
import { buildBody, buildExchange, buildMessage, buildRequestHead, buildResponseHead } from '../support/exchange.ts'

function stored(exchange: Exchange): Exchange {
  const store = createStore(defaultOptions.history, createFakeClock())
  for (const event of eventsOf(exchange)) store.apply(event)
  return store.get(exchange.id)!
}

test.each([
  [
    'plain',
    buildExchange({ sent: 'a', received: 'b', tags: ['t'], comment: 'c', marked: '*', parent: 'p', replayOf: 'r' }),
  ],
  ['by a route', buildExchange({ mode: 'reverse', route: '/api' })],
  [
    'by a route without an upstream',
    buildExchange({
      mode: 'reverse',
      route: '/api',
      upstream: undefined as never,
      status: null,
      outcome: 'client_abort',
      legs: [{ request: buildRequestHead() }],
      hops: [],
    }),
  ],
  [
    'without an answer',
    buildExchange({ status: null, outcome: 'upstream_error', error: { code: 'x', message: 'm', leg: 'upstream' } }),
  ],
  [
    'with rules, faults and messages',
    buildExchange({
      rules: [{ name: 'r', phase: 'p', actions: [] }],
      faults: [{ name: 'f', attributes: {}, applied: true }],
      messages: [buildMessage({ direction: 'up' })],
      messageCount: { up: 1, down: 0 },
    }),
  ],
])('a store shows it as it was: %s', (_, exchange) => {
  const { legs: _legs, hops: _hops, ...rest } = exchange
  expect(stored(exchange)).toMatchObject(rest)
  expect(legHeads(stored(exchange))).toEqual(legHeads(exchange))
})

test('heads that were changed on their way', () => {
  const patch = { op: 'add' as const, index: 0, name: 'A', value: 'b', cause: 'rule r' as const }
  const exchange = buildExchange({
    legs: [{ request: buildRequestHead() }, { response: buildResponseHead() }],
    hops: [{ request: [patch], response: [patch] }],
  })
  expect(legHeads(stored(exchange))).toEqual(legHeads(exchange))
})

test('what could not be read', () => {
  const failure = { code: 'bad_request', message: 'm', leg: 'client' as const }
  const exchange = buildExchange({
    legs: [],
    hops: [],
    unparsed: 'GE\0T',
    error: failure,
    status: null,
    outcome: 'refused',
  })
  expect(stored(exchange)).toMatchObject({ unparsed: 'GE\0T', error: failure, outcome: 'refused' })
})

test('bodies that were changed on their way', () => {
  const exchange = buildExchange({
    changedBodies: {
      request: { causes: ['rule r', 'edit'], upstream: buildBody('sent on') },
      response: { causes: ['script fix.ts'] },
    },
  })
  expect(stored(exchange).changedBodies).toEqual(exchange.changedBodies)
})
