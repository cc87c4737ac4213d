import { describe, expect, test, vi } from 'vitest'
import { createFakeClock } from '../../../src/kit/clock.ts'
import { compileFilter } from '../../../src/filter/index.ts'
import type { ProxyEvent } from '../../../src/model/event.ts'
import { createStore } from '../../../src/store/index.ts'
import { ExchangeList } from '../../../src/tui/list/exchange-list.ts'
import {
  bodyOf,
  endEvent,
  exchangeEvents,
  requestEvent,
  responseEvent,
  responseHead,
  start,
  tlsErrorEvent,
  tunnelEvent,
} from '../../support/events.ts'

function begin(maxExchanges = 1000) {
  const clock = createFakeClock(start)
  const store = createStore({ maxExchanges, maxMemory: 1e9, maxBody: 1e6 }, clock)
  const list = new ExchangeList(store, clock)
  store.on((event) => list.touch(event))
  const feed = (...events: ProxyEvent[]) => {
    for (const event of events) store.apply(event)
    list.update()
  }
  const ids = () => list.rows.map(({ id }) => id).join(' ')
  return { clock, store, list, feed, ids }
}

const failed = (id: string) => [
  requestEvent(id),
  responseEvent(id, { head: responseHead({ status: 500 }) }),
  endEvent(id),
]

test('rows come in order of arrival, whatever they are', () => {
  const { feed, ids, list } = begin()
  feed(...exchangeEvents('a'), tunnelEvent('tunnel-opened'), ...exchangeEvents('b'), tlsErrorEvent(), requestEvent('c'))
  expect(ids()).toBe('a t1 b f1 c')
  expect(list.total).toBe(5)
  feed(tunnelEvent('tunnel-closed', { endedAt: start + 9 }))
  expect(ids()).toBe('a t1 b f1 c')
  expect(list.subject(list.rowOf('t1')!)).toMatchObject({ endedAt: start + 9 })
})

test('what was there before is there', () => {
  const { store, clock } = begin()
  for (const event of [...exchangeEvents('a'), tlsErrorEvent(), ...exchangeEvents('b')]) store.apply(event)
  expect(new ExchangeList(store, clock).rows.map(({ id }) => id)).toEqual(['a', 'f1', 'b'])
})

describe('a filter', () => {
  test('lets rows come and go as more is known of them', () => {
    const { feed, ids, list } = begin()
    feed(requestEvent('a'), ...exchangeEvents('b'))
    list.filter(compileFilter('~c 500'))
    list.work(Infinity)
    expect(ids()).toBe('')
    feed(responseEvent('a', { head: responseHead({ status: 500 }) }))
    expect(ids()).toBe('a')
    feed(...failed('c'))
    expect(ids()).toBe('a c')
    list.filter(compileFilter('!~s'))
    list.work(Infinity)
    feed(requestEvent('d'))
    expect(ids()).toBe('d')
    feed(responseEvent('d'))
    expect(ids()).toBe('')
    list.filter(undefined)
    expect(ids()).toBe('a b c d')
  })

  test('that looks into bodies goes in slices, and says how far it is', () => {
    const { clock, feed, list, ids } = begin()
    for (let i = 0; i < 100; i++)
      feed(
        requestEvent(`x${i}`),
        responseEvent(`x${i}`),
        endEvent(`x${i}`, { responseBody: bodyOf(i % 2 ? 'needle' : 'hay') }),
      )
    const filter = compileFilter('~b needle')
    list.filter({ needsBody: true, matches: (subject) => (clock.advance(1), filter.matches(subject)) })
    expect(list.work(10)).toBe(false)
    expect(list.progress).toBeCloseTo(0.1)
    // A row that comes meanwhile waits for its turn.
    feed(requestEvent('late'), responseEvent('late'), endEvent('late', { responseBody: bodyOf('needle') }))
    let slices = 1
    while (!list.work(10)) slices++
    expect(slices).toBe(10)
    expect(list.progress).toBe(1)
    expect(list.rows.length).toBe(51)
    expect(ids()).toMatch(/late$/)
  })
})

describe('retention', () => {
  test('rows go with what they stand for', () => {
    const { feed, ids, list } = begin(3)
    feed(requestEvent('running'), ...exchangeEvents('a'), tlsErrorEvent(), ...exchangeEvents('b'))
    feed(...exchangeEvents('c'), ...exchangeEvents('d'))
    expect(ids()).toBe('running c d')
    expect(list.total).toBe(3)
  })

  test('hidden CONNECTs that are evicted take nothing else along', () => {
    const { feed, ids } = begin(2)
    const connect = { kind: 'connect', url: 'a.test:443' } as const
    feed(requestEvent('tunnel', connect), responseEvent('tunnel'), endEvent('tunnel'))
    feed(...exchangeEvents('a'), ...exchangeEvents('b'))
    expect(ids()).toBe('a b')
  })

  test('what is forgotten by hand goes at once', () => {
    const { feed, ids, list } = begin()
    feed(...exchangeEvents('a'), ...exchangeEvents('b'), ...exchangeEvents('c'))
    feed({ type: 'forgotten', at: start, ids: ['b'] })
    expect(ids()).toBe('a c')
    expect(list.rowOf('b')).toBeUndefined()
  })
})

test('another order, kept up with pauses', () => {
  const { clock, feed, list, ids } = begin()
  feed(...exchangeEvents('a'), ...failed('b'))
  list.sort({ column: 'status', descending: true })
  expect(ids()).toBe('b a')
  expect(list.indexOf(list.rowOf('a')!.sequence)).toBe(1)
  feed(...failed('c'))
  expect(ids()).toBe('b a')
  clock.advance(300)
  feed(...exchangeEvents('d'))
  expect(ids()).toBe('b c a d')
  list.sort({ column: 'time', descending: false })
  expect(ids()).toBe('a b c d')
})

test('the place of a row, and of one that is not shown', () => {
  const { feed, list } = begin()
  feed(...exchangeEvents('a'), ...failed('b'), ...exchangeEvents('c'))
  const hidden = list.rowOf('b')!.sequence
  list.filter(compileFilter('~c 200'))
  list.work(Infinity)
  expect(list.indexOf(hidden)).toBe(-1)
  expect(list.near(hidden)).toBe(1)
})

test('exchanges are asked of the store only where an answer could matter', () => {
  const { store, list, feed, ids } = begin()
  const asked: string[] = []
  const get = store.get.bind(store)
  store.get = (id) => {
    asked.push(id)
    return get(id)
  }
  feed(...exchangeEvents('a'), ...failed('b'), requestEvent('c'))
  feed(endEvent('c'))
  expect([ids(), asked]).toEqual(['a b c', []])
  list.filter(compileFilter('~c 500'))
  list.work(Infinity)
  feed(...exchangeEvents('d'), ...failed('e'))
  expect(ids()).toBe('b e')
  list.filter(undefined)
  expect(ids()).toBe('a b c d e')
  asked.length = 0
  // Whether a CONNECT is listed is known at its end.
  feed(requestEvent('f', { kind: 'connect' }), ...exchangeEvents('g'))
  expect([ids(), asked]).toEqual(['a b c d e g', ['f']])
})

test('what comes and goes between two looks', () => {
  const { feed, ids, list } = begin(3)
  feed(...Array.from({ length: 10 }, (_, at) => exchangeEvents(String(at))).flat())
  expect([ids(), list.total]).toEqual(['7 8 9', 3])
})

test('the place of a row is known without a walk, however the list is ordered', () => {
  const { list, feed, clock } = begin()
  feed(...exchangeEvents('a'), ...failed('b'), ...exchangeEvents('c'))
  for (const descending of [true, false]) {
    list.sort({ column: 'status', descending })
    const walk = vi.spyOn(list.rows as unknown[], 'findIndex')
    expect(list.rows.map(({ sequence }) => list.indexOf(sequence))).toEqual([0, 1, 2])
    expect([walk.mock.calls.length, list.indexOf(99)]).toEqual([0, -1])
  }
  feed(...failed('d'))
  clock.advance(1000)
  feed(...exchangeEvents('e'))
  expect(list.rows.map(({ sequence }) => list.indexOf(sequence))).toEqual([0, 1, 2, 3, 4])
})
