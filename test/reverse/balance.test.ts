import { describe, expect, test } from 'vitest'
import { createChooser } from '../../src/reverse/balance.ts'
import { Endpoint } from '../../src/reverse/endpoint.ts'
import type { Balance } from '../../src/model/route.ts'
import { route } from '../support/reverse.ts'

const pool = (...weights: number[]) =>
  weights.map((weight, index) => new Endpoint({ ...route(String(3000 + index)).upstreams[0]!, weight }))
const choice = (more = {}) => ({ now: 0, slowStart: 0, even: false, key: '', ...more })
const chooser = (by: string) => createChooser({ by } as Balance, '00', 'r')

/** How often each is chosen. */
function tally(by: string, ready: Endpoint[], times: number, more: (index: number) => object = () => ({})) {
  const choose = chooser(by)
  const counts = ready.map(() => 0)
  for (let index = 0; index < times; index++) counts[ready.indexOf(choose(ready, choice(more(index))))]!++
  return counts
}

describe('round_robin', () => {
  test('takes turns', () => {
    const ready = pool(1, 1, 1)
    const choose = chooser('round_robin')
    const order = Array.from({ length: 7 }, () => ready.indexOf(choose(ready, choice({ even: true }))))
    expect(order).toEqual([0, 1, 2, 0, 1, 2, 0])
  })

  test('weights are shared out smoothly, as in nginx', () => {
    const ready = pool(5, 1, 1)
    const choose = chooser('round_robin')
    expect(Array.from({ length: 7 }, () => 'abc'[ready.indexOf(choose(ready, choice()))]).join('')).toBe('aabacaa')
  })

  test('one that starts slowly gets less at first', () => {
    const ready = pool(1, 1)
    ready[1]!.since = 1
    const counts = tally('round_robin', ready, 22, () => ({ now: 101, slowStart: 1000 }))
    expect(counts).toEqual([20, 2])
  })
})

test('least_conn: the fewest running for the weight, taking turns when equal', () => {
  const ready = pool(1, 2)
  ready[0]!.active = 1
  ready[1]!.active = 1
  expect(chooser('least_conn')(ready, choice())).toBe(ready[1])
  expect(tally('least_conn', pool(1, 1), 4)).toEqual([2, 2])
})

test('random: by weight, and of two the less busy one', () => {
  const [light, heavy] = tally('random', pool(1, 3), 2000)
  expect(heavy! / light!).toBeGreaterThan(2)
  expect(heavy! / light!).toBeLessThan(4.5)
  const ready = pool(1, 1)
  ready[0]!.active = 100
  const [busy, idle] = tally('random', ready, 400)
  expect(idle).toBeGreaterThan(busy! * 2)
})

test('random repeats with the seed', () => {
  const ready = pool(1, 1, 1)
  const draws = () => {
    const choose = chooser('random')
    return Array.from({ length: 20 }, () => ready.indexOf(choose(ready, choice())))
  }
  expect(draws()).toEqual(draws())
})

describe.each(['ip_hash', 'hash'])('%s', (by) => {
  const keys = Array.from({ length: 3000 }, (_, index) => `client ${index}`)

  test('the same key goes to the same upstream, keys spread by weight', () => {
    const counts = tally(by, pool(1, 1, 2), keys.length, (index) => ({ key: keys[index]! }))
    for (const [index, expected] of [750, 750, 1500].entries())
      expect(Math.abs(counts[index]! - expected)).toBeLessThan(150)
    const ready = pool(1, 1, 1)
    const choose = chooser(by)
    expect(choose(ready, choice({ key: 'a' }))).toBe(choose(ready, choice({ key: 'a' })))
  })

  test('when one goes, only its own keys move', () => {
    const ready = pool(1, 1, 1, 1)
    const choose = chooser(by)
    const before = keys.map((key) => choose(ready, choice({ key })))
    const gone = ready[2]!
    const left = ready.filter((one) => one !== gone)
    const moved = keys.filter((key, index) => before[index] !== gone && choose(left, choice({ key })) !== before[index])
    expect(moved).toEqual([])
  })
})
