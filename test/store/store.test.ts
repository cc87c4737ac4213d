import { describe, expect, test, vi } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { createStore } from '../../src/store/store.ts'
import {
  endEvent,
  exchangeEvents,
  messageEvent,
  requestEvent,
  responseEvent,
  start,
  tlsErrorEvent,
  tunnelEvent,
  warningEvent,
} from '../support/events.ts'

const limits = { maxExchanges: 10, maxMemory: 1e9, maxBody: 1e6 }
const make = (options = limits) => {
  const clock = createFakeClock(start)
  return { clock, store: createStore(options, clock) }
}

describe('what is kept', () => {
  test('an exchange grows with its events', () => {
    const { store } = make()
    const [request, ...rest] = exchangeEvents('a')
    store.apply(request!)
    expect(store.get('a')).toMatchObject({ status: null })
    for (const event of rest) store.apply(event)
    expect(store.get('a')).toMatchObject({ status: 200, outcome: 'complete' })
    expect(store.get('b')).toBeUndefined()
  })

  test('what was read stays as it was, whatever comes after', () => {
    const { store } = make()
    store.apply(exchangeEvents('a')[0]!)
    const begun = store.get('a')!
    for (const event of exchangeEvents('a').slice(1)) store.apply(event)
    expect(begun).toMatchObject({ status: null, hops: [] })
    expect(begun.legs).toHaveLength(1)
    const ended = store.get('a')!
    expect(ended).toMatchObject({ status: 200, outcome: 'complete' })
    store.apply({ type: 'mark', id: 'a', at: start, tags: ['late'] })
    expect([ended.tags, store.get('a')!.tags]).toEqual([[], ['late']])
  })

  test('one that ended long ago is found, and new ends after it', () => {
    const { store } = make()
    for (const event of ['a', 'b', 'c'].flatMap((id) => exchangeEvents(id))) store.apply(event)
    expect(store.get('a')!.id).toBe('a')
    for (const event of exchangeEvents('d')) store.apply(event)
    for (const event of exchangeEvents('e')) store.apply(event)
    expect(['a', 'b', 'd', 'e'].map((id) => store.get(id)?.outcome)).toEqual(Array(4).fill('complete'))
    expect(store.get('f')).toBeUndefined()
  })

  test('exchanges, tunnels and TLS failures are one list, in order of arrival', () => {
    const { store } = make()
    store.apply(requestEvent('a'))
    store.apply(tunnelEvent('tunnel-opened'))
    store.apply(tlsErrorEvent())
    store.apply(requestEvent('b'))
    store.apply(tunnelEvent('tunnel-closed', { endedAt: start + 5, bytesUp: 11 }))
    expect([...store.items()].map((item) => [item.type, item.value.id])).toEqual([
      ['exchange', 'a'],
      ['tunnel', 't1'],
      ['tls-error', 'f1'],
      ['exchange', 'b'],
    ])
    expect([...store.items()][1]!.value).toMatchObject({ bytesUp: 11 })
  })

  test('never more than the limit, and what was dropped is counted', () => {
    const { store } = make()
    for (let i = 0; i < 25; i++) for (const event of exchangeEvents(`x${i}`)) store.apply(event)
    expect([...store.items()].map((item) => item.value.id)).toEqual(Array.from({ length: 10 }, (_, i) => `x${i + 15}`))
    expect(store.retention()).toMatchObject({ kept: 10, evicted: 15, lost: 0 })
    expect(store.counters).toMatchObject({ exchanges: 25, finished: 25, responseBytes: 50 })
  })

  test('memory is a limit too', () => {
    const { store } = make({ ...limits, maxMemory: 50_000 })
    const body = { size: 20_000, chunks: [new Uint8Array(20_000)], kept: 20_000 }
    for (const id of ['a', 'b', 'c', 'd']) {
      store.apply(requestEvent(id))
      store.apply(endEvent(id, { responseBody: body }))
    }
    expect(store.retention().kept).toBe(2)
    expect(store.retention().bytes).toBeLessThan(50_000)
  })

  test('an end of something dropped while it ran is survived and known as lost', () => {
    const { store } = make({ ...limits, maxExchanges: 1 })
    store.apply(requestEvent('a'))
    store.apply(requestEvent('b'))
    store.apply(endEvent('a'))
    expect(store.retention()).toMatchObject({ evicted: 1, lost: 1 })
    expect(store.counters.finished).toBe(0)
  })

  test('the end of a tunnel is counted once', () => {
    const { store } = make()
    store.apply(tunnelEvent('tunnel-closed'))
    store.apply(tunnelEvent('tunnel-closed'))
    expect(store.counters).toMatchObject({ tunnels: 1, tunnelBytesDown: 2000 })
  })

  test('a tunnel that was deleted or dropped while it ran does not come back with its end', () => {
    const { store } = make()
    store.apply(tunnelEvent('tunnel-opened'))
    store.apply({ type: 'forgotten', at: start, ids: ['t1'] })
    store.apply(tunnelEvent('tunnel-closed'))
    expect([...store.items()]).toEqual([])
    expect(store.counters.tunnels).toBe(1)

    const small = make({ ...limits, maxExchanges: 1 })
    small.store.apply(tunnelEvent('tunnel-opened'))
    small.store.apply(requestEvent('a'))
    small.store.apply(tunnelEvent('tunnel-closed'))
    expect([...small.store.items()].map(({ value }) => value.id)).toEqual(['a'])
    expect(small.store.counters.tunnels).toBe(1)
  })

  test('the last 200 warnings', () => {
    const { store } = make()
    for (let i = 0; i < 250; i++) store.apply(warningEvent(`w${i}`))
    expect(store.warnings()).toHaveLength(200)
    expect(store.warnings().at(-1)!.message).toBe('w249')
    expect(store.counters.warnings).toBe(250)
  })
})

describe('messages', () => {
  test('are there whenever one looks, however many have come', () => {
    const { store } = make()
    store.apply(requestEvent('w', { kind: 'websocket' }))
    for (let i = 1; i <= 130; i++) {
      store.apply(messageEvent('w', `m${i}`))
      if (i % 50 === 1) expect(store.get('w')!.messages).toHaveLength(i)
    }
    const [item] = store.items()
    expect(item!.value).toMatchObject({ messageCount: { down: 130, up: 0 } })
  })

  test('that wait are folded before the end', () => {
    const { store } = make()
    store.apply(requestEvent('w', { kind: 'websocket' }))
    store.apply(messageEvent('w', 'hello'))
    store.apply(endEvent('w'))
    store.apply(messageEvent('w', 'late'))
    expect(store.get('w')!.messages.map((message) => Buffer.from(message.data).toString())).toEqual(['hello', 'late'])
  })

  test('of nobody are dropped', () => {
    const { store } = make()
    store.apply(messageEvent('nobody', 'hello'))
    expect(store.get('nobody')).toBeUndefined()
  })
})

describe('listeners', () => {
  test('of each event see it folded, even when the limit drops it right after', () => {
    const { store } = make({ ...limits, maxExchanges: 0 })
    const seen: unknown[] = []
    store.on((event) => seen.push(event.type, store.get('a')?.method))
    store.apply(requestEvent('a'))
    expect(seen).toEqual(['request', 'GET'])
    expect(store.get('a')).toBeUndefined()
  })

  test('that throw are a warning, and the rest goes on', () => {
    const { store } = make()
    const heard = vi.fn<() => void>()
    store.on((event) => {
      if (event.type === 'request') throw new Error('broken')
    })
    store.on(heard)
    store.apply(requestEvent('a'))
    expect(heard).toHaveBeenCalled()
    expect(store.warnings().map((warning) => warning.message)).toEqual(['A subscriber failed at "request": broken'])
    expect(store.counters.warnings).toBe(1)
  })

  test('screens are called once a frame at most, and only after a change', () => {
    const { store, clock } = make()
    const draw = vi.fn<() => void>()
    const leave = store.subscribe(draw)
    clock.advance(1000)
    expect(draw).toHaveBeenCalledTimes(0)
    for (const event of exchangeEvents('a')) store.apply(event)
    expect(draw).toHaveBeenCalledTimes(0)
    clock.advance(33)
    expect(draw).toHaveBeenCalledTimes(1)
    clock.advance(1000)
    expect(draw).toHaveBeenCalledTimes(1)
    store.apply(requestEvent('b'))
    leave()
    clock.advance(33)
    expect(draw).toHaveBeenCalledTimes(1)
  })

  test('screens that throw are a warning', () => {
    const { store, clock } = make()
    const draw = vi.fn<() => void>()
    store.subscribe(() => {
      throw new Error('no terminal')
    })
    store.subscribe(draw)
    store.apply(requestEvent('a'))
    clock.advance(33)
    expect(draw).toHaveBeenCalled()
    expect(store.warnings()[0]!.message).toContain('no terminal')
  })

  test('nobody is called after close', () => {
    const { store, clock } = make()
    const draw = vi.fn<() => void>()
    store.subscribe(draw)
    store.apply(requestEvent('a'))
    store.close()
    clock.advance(100)
    expect(draw).not.toHaveBeenCalled()
  })
})

test('metrics follow the events: a stream counts by its head, a CONNECT not at all', () => {
  const { store } = make()
  for (const event of exchangeEvents('a')) store.apply(event)
  store.apply(requestEvent('c', { kind: 'connect' }))
  store.apply(responseEvent('c', { at: start + 900 }))
  const pulse = store.metrics.pulse(start + 1000, 1)
  expect(pulse.requestsPerSecond).toBe(2)
  expect(pulse.latency.max).toBe(20)
})
