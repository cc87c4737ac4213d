import { expect, test } from 'vitest'
import type { Handler } from '../../src/model/contract.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import type { RouteDefinition } from '../../src/model/route.ts'
import { createDirect, createDispatch } from '../../src/reverse/dispatch.ts'
import { Pool, endpointsFor } from '../../src/reverse/pool.ts'
import { Queue } from '../../src/reverse/queue.ts'
import { Slots } from '../../src/reverse/slots.ts'
import { type Try, sourceOf } from '../../src/reverse/try.ts'
import { answer, contextOf, failed, requestTo, reverseWorld, route, upstreams } from '../support/reverse.ts'

function dispatchOf(definition: RouteDefinition) {
  const world = reverseWorld()
  const endpoints = endpointsFor(definition, new Map())
  const pool = new Pool(definition, endpoints, world)
  const slots = new Slots()
  const queue = definition.queue && new Queue(definition.queue, world.clock)
  for (const endpoint of endpoints) endpoint.queue = queue
  return { world, endpoints, pool, slots, interceptor: createDispatch(definition, { pool, slots, queue }) }
}

const limited = (text: string, more: Partial<RouteDefinition> = {}): RouteDefinition => {
  const plain = route(text, more)
  return { ...plain, upstreams: plain.upstreams.map((one) => ({ ...one, maxConnections: 1 })) }
}

test('a single upstream is only aimed at', () => {
  const definition = route('3000')
  const { asked, next } = upstreams(answer())
  void createDirect(definition, endpointsFor(definition, new Map())[0]!).handle(requestTo(), next, contextOf())
  expect(asked[0]!.target).toMatchObject({ host: 'localhost', port: 3000 })
})

test('upstreams take turns, the source of a failure is noted, failures are counted', async () => {
  const { interceptor, endpoints } = dispatchOf(route('3000,3001'))
  const { asked, next } = upstreams(answer(), async () => failed())
  const request = requestTo()
  const context = contextOf()
  await interceptor.handle(request, next, context)
  const refused = await interceptor.handle(request, next, context)
  expect(asked.map(({ target }) => target.port)).toEqual([3000, 3001])
  expect(sourceOf(refused)).toBe(endpoints[1])
  expect(endpoints.map(({ failures, active }) => [failures, active])).toEqual([
    [0, 1],
    [1, 0],
  ])
  await interceptor.handle(request, upstreams(failed('client_abort', 'client')).next, contextOf())
  expect(endpoints[0]!.failures).toBe(0)
})

test('an unhealthy pool answers 503 at once and says when to come again', () => {
  const { interceptor, pool, endpoints } = dispatchOf(route('3000,3001'))
  for (const endpoint of endpoints) pool.checked(endpoint, false, 'ill')
  const { asked, next } = upstreams(answer())
  expect(interceptor.handle(requestTo(), next, contextOf())).toMatchObject({
    head: { status: 503, fields: expect.arrayContaining(['Retry-After']) },
    failure: {
      code: 'pool_unavailable',
      message: expect.stringMatching(/: http:\/\/localhost:3000, http:\/\/localhost:3001 \(last: ill\)$/),
    },
  })
  expect(asked).toEqual([])
})

test('full upstreams: 503 without a queue, a turn with one', async () => {
  const { interceptor } = dispatchOf(limited('3000'))
  const { next, asked } = upstreams(answer())
  void interceptor.handle(requestTo(), next, contextOf())
  expect(interceptor.handle(requestTo(), next, contextOf())).toMatchObject({ failure: { code: 'pool_busy' } })
  expect(asked).toHaveLength(1)

  const small = dispatchOf(limited('3000', { queue: { size: 1, timeout: 100 } }))
  for (const _one of [1, 2]) void small.interceptor.handle(requestTo(), next, contextOf())
  expect(small.interceptor.handle(requestTo(), next, contextOf())).toMatchObject({
    failure: { message: expect.stringMatching(/, and its queue is full$/) },
  })

  const queued = dispatchOf(limited('3000', { queue: { size: 5, timeout: 100 } }))
  const first = contextOf()
  void queued.interceptor.handle(requestTo(), next, first)
  const [second, third] = [1, 2].map(() => queued.interceptor.handle(requestTo(), next, contextOf()))
  queued.slots.ended(first.id)
  expect(await second).toMatchObject({ head: { status: 200 } })
  queued.world.clock.advance(100)
  expect(await third).toMatchObject({ failure: { message: expect.stringMatching(/, and none got free in time$/) } })
})

test('who comes when a place gets free does not go before those who wait', async () => {
  const { interceptor, slots, endpoints, world } = dispatchOf(limited('3000', { queue: { size: 5, timeout: 100 } }))
  const { next } = upstreams(() => answer())
  const [first, second, third] = [contextOf(), contextOf(), contextOf()]
  void interceptor.handle(requestTo(), next, first)
  const waiting = interceptor.handle(requestTo(), next, second)
  slots.ended(first.id)
  const late = interceptor.handle(requestTo(), next, third)
  expect(endpoints[0]!.active).toBe(1)
  expect(await waiting).toMatchObject({ head: { status: 200 } })
  slots.ended(second.id)
  world.clock.advance(100)
  expect(await late).toMatchObject({ head: { status: 200 } })
})

test('who waits is told at once when nobody is well any more, and goes on when somebody is', async () => {
  const { interceptor, pool, endpoints } = dispatchOf(limited('3000,3001', { queue: { size: 5, timeout: 100 } }))
  const { next } = upstreams(() => answer())
  const [a, b] = endpoints
  pool.checked(b!, false, 'ill')
  void interceptor.handle(requestTo(), next, contextOf())
  const waiting = interceptor.handle(requestTo(), next, contextOf())
  pool.checked(b!, true, 'well')
  expect(await waiting).toMatchObject({ head: { status: 200 } })
  const another = interceptor.handle(requestTo(), next, contextOf())
  pool.checked(a!, false, 'ill')
  pool.checked(b!, false, 'ill')
  expect(await another).toMatchObject({ failure: { code: 'pool_unavailable' } })
})

test('a sticky cookie is set once, and followed', async () => {
  const { interceptor, endpoints } = dispatchOf(route('3000,3001', { sticky: { cookie: 'up', ttl: 60_000 } }))
  const { asked, next } = upstreams(() => answer())
  const first = await interceptor.handle(requestTo(), next, contextOf())
  expect(first).toMatchObject({
    head: { fields: ['Set-Cookie', `up=${endpoints[0]!.id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60`] },
    patches: [{ op: 'add', name: 'Set-Cookie', cause: 'reverse sticky' }],
  })
  const again = requestTo('http://x/', { fields: ['Cookie', `up=${endpoints[0]!.id}`] })
  for (let times = 0; times < 3; times++)
    expect(await interceptor.handle(again, next, contextOf())).toMatchObject({ head: { fields: [] } })
  expect(asked.map(({ target }) => target.port)).toEqual([3000, 3000, 3000, 3000])
})

test.each([503, 429])(
  'who answered %i is told to whoever tries again, also where a sticky cookie is set',
  async (status) => {
    const { interceptor, endpoints } = dispatchOf(route('3000,3001', { sticky: { cookie: 'up' } }))
    const verdict = await interceptor.handle(requestTo(), upstreams(answer(status)).next, contextOf())
    expect(sourceOf(verdict)).toBe(endpoints[0])
  },
)

test.each([
  [{ by: 'ip_hash' }, {}, { client: { address: '192.0.2.7' } }],
  [{ by: 'hash', on: 'header', name: 'X-User' }, { fields: ['x-user', 'ann'] }, {}],
  [{ by: 'hash', on: 'cookie', name: 'sid' }, { fields: ['Cookie', 'sid=ann'] }, {}],
] as const)('%o keeps together what belongs together', async (balance, head, more) => {
  const { interceptor } = dispatchOf(route('3000,3001,3002', { balance }))
  const { asked, next } = upstreams(() => answer())
  for (let times = 0; times < 4; times++)
    await interceptor.handle(requestTo('http://x/', head), next, contextOf(more as never))
  expect(new Set(asked.map(({ target }) => target.port)).size).toBe(1)
})

test('who asks before the first has answered learns whom it asked, and can ask another', async () => {
  const { interceptor, endpoints } = dispatchOf(route('3000,3001,3002', { balance: { by: 'ip_hash' } }))
  const { asked, next } = upstreams(() => answer())
  const chosen: (typeof endpoints)[number][] = []
  const request: Try = { ...requestTo(), chosen }
  await interceptor.handle(request, next, contextOf())
  const second: Try = { ...request, tried: [...chosen] }
  await interceptor.handle(second, next, contextOf())
  expect(new Set(chosen).size).toBe(2)
  expect(asked.map(({ target }) => target.port)).toEqual(chosen.map(({ definition }) => definition.port))
})

test('whoever is asked last may ask the arbiter in its stead, once', async () => {
  const { interceptor, pool } = dispatchOf(route('3000,3001', { sticky: { cookie: 'up' } }))
  const told: string[] = []
  pool.failed = (_endpoint, reason) => void told.push(reason)
  const last =
    (verdict: Verdict): Handler =>
    async ({ arbiter }) => {
      arbiter!.taken = true
      return arbiter!.decide(verdict)
    }
  expect(await interceptor.handle(requestTo(), last(answer()), contextOf())).toMatchObject({
    head: { fields: ['Set-Cookie', expect.stringMatching(/^up=/)] },
  })
  await interceptor.handle(requestTo(), last(failed()), contextOf())
  expect(told).toEqual(['it failed: connect_refused'])
})
