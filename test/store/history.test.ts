import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { History, type Entry } from '../../src/store/history.ts'
import { blankExchange } from '../../src/store/blank.ts'
import { requestEvent } from '../support/events.ts'

const limits = (maxExchanges: number, maxMemory = Infinity) => ({ maxExchanges, maxMemory, maxBody: 0 })
const add = (history: History, id: string, bytes = 1) => history.add('exchange', blankExchange(requestEvent(id)), bytes)
const ids = (history: History) => [...history].map((entry) => entry.value.id)

describe('history', () => {
  test('what finished first goes first, what runs stays', () => {
    const history = new History(limits(2))
    const [a, b, c] = ['a', 'b', 'c'].map((id) => add(history, id)) as [Entry, Entry, Entry]
    history.finish(c)
    history.finish(b)
    history.trim()
    expect(ids(history)).toEqual(['a', 'b'])
    add(history, 'd')
    history.trim()
    expect(ids(history)).toEqual(['a', 'd'])
    expect([history.evicted, history.evictedUnfinished]).toEqual([2, 0])
    expect(a.finished).toBe(false)
  })

  test('when all run the oldest goes, and is told apart', () => {
    const history = new History(limits(1))
    add(history, 'a')
    add(history, 'b')
    history.trim()
    expect(ids(history)).toEqual(['b'])
    expect(history.evictedUnfinished).toBe(1)
    expect(history.exchange('a')).toBeUndefined()
  })

  test('bytes are a limit of their own, and follow updates', () => {
    const history = new History(limits(100, 10))
    const a = add(history, 'a', 4)
    history.finish(a)
    const b = add(history, 'b', 4)
    history.trim()
    expect(history.bytes).toBe(8)
    history.update(b, b.value, 7)
    history.trim()
    expect(ids(history)).toEqual(['b'])
    expect(history.bytes).toBe(7)
  })

  test('something larger than the limit goes too: bounded means bounded', () => {
    const history = new History(limits(100, 10))
    add(history, 'a', 11)
    history.trim()
    expect([history.size, history.bytes]).toEqual([0, 0])
  })

  test('a walk goes on while lines come and go', () => {
    const history = new History(limits(3))
    for (const id of ['a', 'b', 'c']) history.finish(add(history, id))
    const seen: string[] = []
    for (const entry of history) {
      seen.push(entry.value.id)
      if (entry.value.id === 'b') {
        add(history, 'd')
        history.trim()
      }
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd'])
  })

  test('whatever happens, sizes and order are right', () => {
    const step = fc.record({
      what: fc.constantFrom('add', 'finish', 'update'),
      which: fc.nat(30),
      bytes: fc.nat(9),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const history = new History(limits(5, 20))
        let count = 0
        for (const { what, which, bytes } of steps) {
          const entries = [...history]
          const entry = entries[which % (entries.length || 1)]
          if (what === 'add' || entry === undefined) add(history, String(count++), bytes)
          else if (what === 'finish') history.finish(entry)
          else history.update(entry, entry.value, bytes)
          history.trim()
          const kept = [...history]
          expect(kept.length).toBe(history.size)
          expect(kept.length).toBeLessThanOrEqual(5)
          expect(kept.reduce((sum, other) => sum + other.bytes, 0)).toBe(history.bytes)
          expect(history.bytes).toBeLessThanOrEqual(20)
          expect(kept.map((other) => other.sequence)).toEqual(
            kept.map((other) => other.sequence).toSorted((a, b) => a - b),
          )
          expect(history.evicted + history.size).toBe(count)
          for (const other of kept) expect(history.exchange(other.value.id)).toBe(other)
        }
      }),
    )
  })
})

test('what is forgotten is no line, counts for nothing, and is not evicted later', () => {
  const history = new History(limits(2))
  const [a, b, c] = ['a', 'b', 'c'].map((id) => add(history, id)) as [Entry, Entry, Entry]
  for (const entry of [a, b, c]) history.finish(entry)
  history.forget('b')
  history.forget('b')
  history.forget('zz')
  expect(ids(history)).toEqual(['a', 'c'])
  expect(history).toMatchObject({ size: 2, bytes: 2, evicted: 0 })
  expect(history.exchange('b')).toBeUndefined()
  add(history, 'd')
  add(history, 'e')
  history.trim()
  expect(ids(history)).toEqual(['d', 'e'])
  expect(history).toMatchObject({ size: 2, evicted: 2, evictedUnfinished: 0 })
  history.forget('d')
  expect(history.evictedUnfinished).toBe(0)
})

test('what is forgotten behind a line that stays does not pile up, and the rest goes in order', () => {
  const history = new History(limits(3))
  const finished = (id: string): Entry => {
    const entry = add(history, id)
    history.finish(entry)
    return entry
  }
  const oldest = finished('oldest')
  const behind = finished('0')
  history.forget('0')
  for (let i = 1; i < 3000; i++) {
    finished(String(i))
    history.forget(String(i))
  }
  // No longer in the order of finishing, where it stood right behind the one that stays.
  expect(oldest.finishedNext).not.toBe(behind)
  for (const id of ['a', 'b', 'c']) finished(id)
  history.trim()
  expect(ids(history)).toEqual(['a', 'b', 'c'])
  finished('d')
  history.trim()
  expect(ids(history)).toEqual(['b', 'c', 'd'])
  expect([history.size, history.evicted]).toEqual([3, 2])
})
