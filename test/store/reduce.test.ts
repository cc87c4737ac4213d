import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Exchange } from '../../src/model/exchange.ts'
import type { Cause } from '../../src/model/hop.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { reduceExchange } from '../../src/store/reduce.ts'
import {
  attemptEvent,
  bodyOf,
  client,
  emptyBody,
  endEvent,
  exchangeEvents,
  messageEvent,
  noTimings,
  requestEvent,
  responseEvent,
  responseHead,
  start,
  tlsErrorEvent,
  tunnelEvent,
  upstreamEvent,
  warningEvent,
} from '../support/events.ts'

const fold = (events: readonly ProxyEvent[]): Exchange | undefined =>
  events.reduce<Exchange | undefined>((exchange, event) => reduceExchange(exchange, event), undefined)

const malformed: ProxyEvent = {
  type: 'malformed',
  id: 'a',
  at: start,
  mode: 'forward',
  client,
  bytes: 'GET\0/',
  failure: { code: 'bad_request', message: 'a NUL', leg: 'client' },
}

describe('an ordinary exchange', () => {
  const exchange = fold(exchangeEvents('a'))!

  test('has all that its events said', () => {
    expect(exchange).toMatchObject({
      id: 'a',
      kind: 'http',
      mode: 'forward',
      startedAt: start,
      endedAt: start + 30,
      method: 'GET',
      url: 'http://api.test/users',
      status: 200,
      outcome: 'complete',
      upstream: { address: '192.0.2.1' },
      timings: { dns: 1, wait: 15 },
      responseBody: { size: 2 },
      legs: [{ request: { target: 'http://api.test/users' } }, { response: { status: 200 } }],
      hops: [{ request: [{ cause: 'target-form' }], response: [] }],
    })
  })

  test('is one shape from beginning to end, so that folding stays cheap', () => {
    const keys = Object.keys(fold([requestEvent('a')])!)
    expect(Object.keys(exchange)).toEqual(keys)
    expect(Object.keys(fold([malformed])!)).toEqual(keys)
  })

  test('its timings are known as far as they happened', () => {
    expect(fold(exchangeEvents('a').slice(0, 2))!.timings).toEqual({ ...noTimings, dns: 1, connect: 2 })
  })
})

test('a head that is none is an exchange with its bytes and the reason', () => {
  const end = endEvent('a', { outcome: 'refused' })
  expect(fold([malformed, end])).toMatchObject({
    method: '',
    unparsed: 'GET\0/',
    error: { code: 'bad_request' },
    outcome: 'refused',
    legs: [],
  })
})

test('a head whose request line could be read is named by it', () => {
  expect(fold([{ ...malformed, method: 'GET', url: 'http://a.test/' }])).toMatchObject({
    method: 'GET',
    url: 'http://a.test/',
    unparsed: 'GET\0/',
  })
})

describe('answers of our own', () => {
  test('without an upstream are on the client leg alone', () => {
    const patches = [{ op: 'add', index: 2, name: 'X', value: '1', cause: 'rule mock' }] as const
    const exchange = fold([requestEvent('a'), responseEvent('a', { patches })])!
    expect(exchange.legs).toHaveLength(1)
    expect(exchange.legs[0]!.response!.fields.slice(-2)).toEqual(['X', '1'])
  })

  test('after a failed attempt are not the origin’s, and the attempt is told', () => {
    const exchange = fold([
      requestEvent('a'),
      upstreamEvent('a'),
      attemptEvent('a'),
      responseEvent('a', { head: responseHead({ status: 502 }) }),
    ])!
    expect(exchange.upstream).toBeUndefined()
    expect(exchange.attempts).toHaveLength(1)
    expect(exchange.legs.map((leg) => leg.response?.status)).toEqual([502, undefined])
  })

  test('an attempt beside another one takes nothing from that one', () => {
    const beside = { ...attemptEvent('a'), beside: true } as const
    const exchange = fold([requestEvent('a'), upstreamEvent('a'), beside, responseEvent('a')])!
    expect(exchange).toMatchObject({ upstream: { address: '192.0.2.1' }, attempts: [{ address: '192.0.2.9' }] })
    expect(exchange.legs[1]!.response!.status).toBe(200)
  })

  test('an attempt that failed keeps its times for itself', () => {
    expect(fold([requestEvent('a'), upstreamEvent('a'), attemptEvent('a')])!.timings).toEqual(noTimings)
  })

  test('an attempt that fails after the head leaves the upstream', () => {
    const exchange = fold([requestEvent('a'), upstreamEvent('a'), responseEvent('a'), attemptEvent('a')])!
    expect(exchange.upstream).toBeDefined()
  })

  test('a second attempt that answers is the upstream', () => {
    const second = upstreamEvent('a', {
      upstream: { address: '192.0.2.2', port: 80, protocol: 'http/1.1', reused: false },
    })
    const exchange = fold([requestEvent('a'), upstreamEvent('a'), attemptEvent('a'), second, responseEvent('a')])!
    expect(exchange.upstream!.address).toBe('192.0.2.2')
    expect(exchange.legs[1]!.response!.status).toBe(200)
  })
})

test('1xx heads are listed by status, and not for ever', () => {
  const interim: ProxyEvent = { type: 'interim', id: 'a', at: start, head: responseHead({ status: 103 }) }
  expect(fold([requestEvent('a'), interim, interim])!.interim).toEqual([103, 103])
  const flood = fold([requestEvent('a'), ...Array.from({ length: 500 }, () => interim)])!
  expect(flood.interim).toHaveLength(100)
})

test('what comes twice counts once', () => {
  const first = fold(exchangeEvents('a'))!
  const again = [
    requestEvent('a', { url: 'http://other.test/' }),
    responseEvent('a', { head: responseHead({ status: 500 }) }),
    endEvent('a', { outcome: 'client_abort' }),
  ]
  for (const event of again) expect(reduceExchange(first, event)).toBe(first)
})

describe('changed bodies', () => {
  const told = (side: 'request' | 'response', cause: Cause, text?: string): ProxyEvent => ({
    type: 'body',
    id: 'a',
    at: start,
    side,
    cause,
    ...(text !== undefined && { body: bodyOf(text) }),
  })

  test('of a request the last version was sent on, of a response the first one came; every cause is kept', () => {
    const exchange = fold([
      requestEvent('a'),
      told('request', 'rule one', '1'),
      told('request', 'edit', '2'),
      told('response', 'script fix.ts', '3'),
      told('response', 'rule two', '4'),
    ])!
    expect(exchange.changedBodies).toEqual({
      request: { causes: ['rule one', 'edit'], upstream: bodyOf('2') },
      response: { causes: ['script fix.ts', 'rule two'], upstream: bodyOf('3') },
    })
  })

  test('what was not read is not made up later', () => {
    const exchange = fold([requestEvent('a'), told('response', 'rule one'), told('response', 'rule two', '4')])!
    expect(exchange.changedBodies).toEqual({ response: { causes: ['rule one', 'rule two'] } })
  })

  test('what was shown before stays as it was', () => {
    const before = fold([requestEvent('a'), told('request', 'edit', '1')])!
    reduceExchange(before, told('request', 'edit', '2'))
    expect(before.changedBodies).toEqual({ request: { causes: ['edit'], upstream: bodyOf('1') } })
  })
})

test('facts of nobody’s exchange change nothing', () => {
  const exchange = fold(exchangeEvents('a'))
  for (const event of [
    tunnelEvent('tunnel-opened'),
    tunnelEvent('tunnel-closed'),
    tlsErrorEvent(),
    warningEvent('w'),
    { type: 'listening', at: 0, mode: 'forward', host: 'h', port: 1 } as const,
  ]) {
    expect(reduceExchange(exchange, event)).toBe(exchange)
    expect(reduceExchange(undefined, event)).toBeUndefined()
  }
})

test.each<[string, ProxyEvent[]]>([
  ['its upstream', [upstreamEvent('a', { route: '/api' }), endEvent('a')]],
  ['its end, without one', [endEvent('a', { route: '/api' })]],
])('the route comes with %s', (_, events) => {
  const exchange = [requestEvent('a', { mode: 'reverse' }), ...events].reduce(reduceExchange, undefined)
  expect(exchange?.route).toBe('/api')
})

test('of a forward proxy there is no route', () => {
  const exchange = exchangeEvents('a').reduce<Exchange | undefined>(reduceExchange, undefined)
  expect(exchange?.route).toBeUndefined()
})

describe('events in any order', () => {
  const patch = { op: 'remove', index: 0, name: 'Host', cause: 'edit' } as const
  const any = fc.constantFrom<ProxyEvent>(
    requestEvent('a'),
    requestEvent('a', { kind: 'websocket', replayOf: 'z', parent: 'c' }),
    malformed,
    upstreamEvent('a'),
    upstreamEvent('a', { patches: [] }),
    attemptEvent('a'),
    attemptEvent('a', false),
    responseEvent('a'),
    responseEvent('a', { patches: [patch], stream: true }),
    { type: 'interim', id: 'a', at: start, head: responseHead({ status: 100 }) },
    messageEvent('a', 'hello'),
    endEvent('a'),
    endEvent('a', {
      outcome: 'upstream_error',
      error: { code: 'upstream_reset', message: 'reset', leg: 'upstream' },
      responseBody: emptyBody,
    }),
  )

  test('never throw, never change what they were given, and keep what is known', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 14 }), (events) => {
        let exchange: Exchange | undefined
        for (const event of events) {
          const copy = structuredClone(exchange)
          const next = reduceExchange(exchange, event)
          expect(exchange).toEqual(copy)
          if (exchange !== undefined) {
            expect(next).toBeDefined()
            expect(next!.id).toBe('a')
            if (exchange.endedAt !== undefined) expect(next!.outcome).toBe(exchange.outcome)
            if (exchange.status !== null) expect(next!.status).toBe(exchange.status)
          }
          exchange = next
        }
        const began = events.some((event) => event.type === 'request' || event.type === 'malformed')
        expect(exchange !== undefined).toBe(began)
      }),
      { numRuns: 500 },
    )
  })

  test('an end before its response still gets its response', () => {
    const exchange = fold([requestEvent('a'), endEvent('a'), upstreamEvent('a'), responseEvent('a')])!
    expect(exchange).toMatchObject({ outcome: 'complete', status: 200, timings: { wait: 15 } })
  })
})

test('rules, faults and marks gather on the exchange, also after its end', () => {
  const at = start
  const rule = { name: 'r', phase: 'request-head', actions: [] }
  const fault = { name: 'latency', attributes: {}, applied: true }
  const exchange = fold([
    ...exchangeEvents('a'),
    { type: 'rule', id: 'a', at, trace: rule },
    { type: 'fault', id: 'a', at, fault },
    { type: 'mark', id: 'a', at, tags: ['x', 'y'] },
    { type: 'mark', id: 'a', at, tags: ['x'], comment: 'one' },
    { type: 'mark', id: 'a', at, comment: 'two' },
  ])
  expect(exchange).toMatchObject({ rules: [rule], faults: [fault], tags: ['x', 'y'], comment: 'one\ntwo' })
})

test('a person’s marks take the place of what is there', () => {
  const { apply } = folding()
  expect(apply({ type: 'mark', id: 'a', at: 1, tags: ['x'], comment: 'one' })).toMatchObject({ comment: 'one' })
  expect(apply({ type: 'mark', id: 'a', at: 1, comment: 'two', instead: true })).toMatchObject({
    comment: 'two',
    tags: ['x'],
  })
  expect(apply({ type: 'mark', id: 'a', at: 1, tags: [], instead: true })).toMatchObject({ comment: 'two', tags: [] })
  expect(apply({ type: 'mark', id: 'a', at: 1, comment: '', instead: true })?.comment).toBeUndefined()
  expect(apply({ type: 'mark', id: 'a', at: 1, marked: '!' })?.marked).toBe('!')
  expect(apply({ type: 'mark', id: 'a', at: 1, marked: '' })?.marked).toBeUndefined()
})

test('pauses come and go; without any there is no list', () => {
  const { apply } = folding()
  const pause = { id: 'p1', at: 'request', since: 1, then: 'resume', rule: 'r' } as const
  expect(apply({ type: 'paused', id: 'a', at: 1, pause })?.paused).toEqual([pause])
  expect(apply({ type: 'paused', id: 'a', at: 1, pause: { ...pause, id: 'p2' } })?.paused).toHaveLength(2)
  expect(apply({ type: 'resumed', id: 'a', at: 1, pause: 'p1', reason: 'edited' })?.paused).toMatchObject([
    { id: 'p2' },
  ])
  expect(apply({ type: 'resumed', id: 'a', at: 1, pause: 'p2', reason: 'gone' })?.paused).toBeUndefined()
})

/** An exchange that events are folded into one by one. */
function folding() {
  let exchange = reduceExchange(undefined, requestEvent('a'))
  return { apply: (event: ProxyEvent) => (exchange = reduceExchange(exchange, event)) }
}
