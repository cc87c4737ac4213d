import { expect, test } from 'vitest'
import type { RouteDefinition } from '../../src/model/route.ts'
import { Pool, endpointKey, endpointsFor } from '../../src/reverse/pool.ts'
import { healthOf, reverseWorld, route } from '../support/reverse.ts'

function poolOf(text: string, more: Partial<RouteDefinition> = {}) {
  const world = reverseWorld()
  const definition = route(text, more)
  const endpoints = endpointsFor(definition, new Map())
  return { world, definition, endpoints, pool: new Pool(definition, endpoints, world) }
}

const key = { key: '' }

test('what fails three times in a row gets no requests for ten seconds', () => {
  const { pool, endpoints, world } = poolOf('3000,3001')
  const [a, b] = [endpoints[0]!, endpoints[1]!]
  pool.failed(a, 'refused')
  pool.failed(a, 'refused')
  pool.served(a)
  for (let times = 0; times < 3; times++) pool.failed(a, 'refused')
  expect([pool.pick(key), pool.pick(key)]).toEqual([b, b])
  expect(pool.lastReason).toBe('refused')
  expect(pool.untilBack(undefined)).toBe(10_000)
  world.clock.advance(10_000)
  expect(new Set([pool.pick(key), pool.pick(key)])).toEqual(new Set([a, b]))
  // One more failure is enough until it has served.
  pool.failed(a, 'refused again')
  expect(pool.pick(key)).toBe(b)
  expect(healthOf(world.events)).toEqual([
    'http://localhost:3000 unhealthy: refused',
    'http://localhost:3000 healthy: its time out is over',
    'http://localhost:3000 unhealthy: refused again',
  ])
  pool.close()
})

test('a single upstream is always tried; eject: false never takes one out', () => {
  for (const { pool, endpoints } of [poolOf('3000'), poolOf('3000,3001', { eject: false })]) {
    for (let times = 0; times < 9; times++) pool.failed(endpoints[0]!, 'refused')
    expect(pool.alive).toBe(true)
    expect(endpoints[0]!.available).toBe(true)
  }
})

test('what checks find ill is left out, and told once', () => {
  const { pool, endpoints, world } = poolOf('3000,3001')
  pool.checked(endpoints[0]!, false, 'answered 500')
  pool.checked(endpoints[0]!, false, 'answered 500')
  expect(pool.pick(key)).toBe(endpoints[1])
  pool.checked(endpoints[1]!, false, 'refused')
  expect({ alive: pool.alive, one: pool.pick(key), wait: pool.untilBack(2000) }).toEqual({
    alive: false,
    one: undefined,
    wait: 2000,
  })
  pool.checked(endpoints[0]!, true, 'well')
  expect(pool.pick(key)).toBe(endpoints[0])
  expect(healthOf(world.events)).toHaveLength(3)
})

test('full ones are passed over, tried ones avoided, sticky ones preferred', () => {
  const { pool, endpoints } = poolOf('3000,3001,3002')
  const [a, b, c] = endpoints as [(typeof endpoints)[0], (typeof endpoints)[0], (typeof endpoints)[0]]
  expect(pool.pick({ key: '', avoid: [a, b] })).toBe(c)
  expect(endpoints).toContain(pool.pick({ key: '', avoid: [a, b, c] }))
  expect(pool.pick({ key: '', sticky: b.id })).toBe(b)
  expect(pool.pick({ key: '', sticky: 'unknown' })).toBeDefined()
  const limited = route('3000,3001')
  const ends = endpointsFor(
    { ...limited, upstreams: limited.upstreams.map((one) => ({ ...one, maxConnections: 1 })) },
    new Map(),
  )
  const small = new Pool(limited, ends, reverseWorld())
  ends[0]!.active = 1
  expect(small.pick(key)).toBe(ends[1])
  ends[1]!.active = 1
  expect(small.pick(key)).toBeUndefined()
  expect(small.alive).toBe(true)
})

test('slow start begins when an upstream comes back, not at the first word on it', () => {
  const { pool, endpoints, world } = poolOf('3000,3001', { slowStart: 1000 })
  pool.checked(endpoints[0]!, true, 'well')
  expect(endpoints[0]!.since).toBe(0)
  pool.checked(endpoints[0]!, false, 'ill')
  pool.checked(endpoints[0]!, true, 'well')
  expect(endpoints[0]!.since).toBe(world.clock.now())
})

test('who comes back begins a round with all others, so that the first ones are even', () => {
  const { pool, endpoints } = poolOf('3000,3001,3002', { slowStart: 1000 })
  for (let times = 0; times < 4; times++) pool.pick(key)
  expect(endpoints.map(({ turn }) => turn)).not.toEqual([0, 0, 0])
  pool.checked(endpoints[0]!, false, 'ill')
  for (let times = 0; times < 3; times++) pool.pick(key)
  pool.checked(endpoints[0]!, true, 'well')
  expect(endpoints.map(({ turn }) => turn)).toEqual([0, 0, 0])
})

test('a new pool of the same upstreams knows what they are busy with', () => {
  const { definition, endpoints } = poolOf('3000,3001')
  endpoints[0]!.active = 3
  endpoints[0]!.ejectedUntil = 99
  const known = new Map(endpoints.map((one) => [endpointKey(definition, one.definition), one]))
  const changed = { ...definition, upstreams: definition.upstreams.map((one) => ({ ...one, weight: 7 })) }
  const [again] = endpointsFor(changed, known)
  expect(again).toBe(endpoints[0])
  expect(again).toMatchObject({ active: 3, ejectedUntil: 99, definition: { weight: 7 } })
})

test.each([
  ['the same', {}, 6_000, 'its time out is over'],
  ['other', { eject: false as const }, 0, 'its route takes no upstream out any more'],
])('a time out goes on in a new pool with %s rules, and its end is told', (_, more, left, reason) => {
  const { pool, definition, endpoints, world } = poolOf('3000,3001')
  const [a, b] = [endpoints[0]!, endpoints[1]!]
  for (let times = 0; times < 3; times++) pool.failed(a, 'refused')
  world.clock.advance(4_000)
  const known = new Map(endpoints.map((one) => [endpointKey(definition, one.definition), one]))
  const next = new Pool({ ...definition, ...more }, endpointsFor(definition, known), world)
  pool.close()
  // What began before has nothing more to say.
  for (let times = 0; times < 3; times++) pool.failed(b, 'refused')
  if (left > 0) expect([next.pick(key), next.pick(key)]).toEqual([b, b])
  world.clock.advance(left)
  expect(new Set([next.pick(key), next.pick(key)])).toEqual(new Set([a, b]))
  expect(healthOf(world.events)).toEqual([
    'http://localhost:3000 unhealthy: refused',
    `http://localhost:3000 healthy: ${reason}`,
  ])
})

test('a check that succeeds ends a time out early', () => {
  const { pool, endpoints, world } = poolOf('3000,3001')
  const [a] = endpoints
  pool.checked(a!, true, 'well')
  for (let times = 0; times < 3; times++) pool.failed(a!, 'refused')
  expect(a!.available).toBe(false)
  pool.checked(a!, true, 'well again')
  expect(a!.available).toBe(true)
  world.clock.advance(20_000)
  expect(healthOf(world.events).slice(1)).toEqual([
    'http://localhost:3000 unhealthy: refused',
    'http://localhost:3000 healthy: well again',
  ])
})
