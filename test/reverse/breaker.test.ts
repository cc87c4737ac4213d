import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { Breaker, breakerFor, createBreaker } from '../../src/reverse/breaker.ts'
import { answer, contextOf, failed, healthOf, requestTo, reverseWorld, upstreams } from '../support/reverse.ts'

const usual = { errorRate: 0.5, minimum: 10, window: 1000, consecutive: 3, open: 500, probes: 2 }

function breakerOf(options = usual) {
  const clock = createFakeClock()
  const said: string[] = []
  const breaker = new Breaker(options, clock, (state, reason) => said.push(`${state}: ${reason}`))
  const ask = (ok: boolean): void => breaker.record(breaker.admit(), ok ? 'good' : 'bad')
  return { clock, said, breaker, ask }
}

test('failures in a row open it; after a while probes close it again', () => {
  const { breaker, clock, said, ask } = breakerOf()
  for (const ok of [false, false, true, false, false, false]) {
    expect(breaker.state).toBe('closed')
    ask(ok)
  }
  expect(breaker.admit()).toBe(0)
  expect(breaker.wait).toBe(500)
  clock.advance(500)
  const [first, second, third] = [breaker.admit(), breaker.admit(), breaker.admit()]
  expect([first > 0, second > 0, third]).toEqual([true, true, 0])
  breaker.record(first, 'good')
  expect(breaker.state).toBe('half-open')
  breaker.record(second, 'good')
  expect(breaker.admit()).toBeGreaterThan(0)
  expect(said).toEqual([
    'open: 3 failures in a row',
    'half-open: it is time to ask again',
    'closed: 2 probes succeeded',
  ])
})

test('one failure is no row of them', () => {
  const { said, ask } = breakerOf({ ...usual, consecutive: 1 })
  ask(false)
  expect(said).toEqual(['open: 1 failure'])
})

test('a probe that fails opens it again', () => {
  const { breaker, clock, ask } = breakerOf()
  for (let times = 0; times < 3; times++) ask(false)
  clock.advance(500)
  const [first, second] = [breaker.admit(), breaker.admit()]
  breaker.record(first, 'bad')
  expect(breaker.state).toBe('open')
  breaker.record(second, 'good')
  expect(breaker.state).toBe('open')
})

test('answers to requests from before it opened are no probes', () => {
  const { breaker, clock, ask } = breakerOf({ ...usual, probes: 1 })
  const [slow, slower] = [breaker.admit(), breaker.admit()]
  for (let times = 0; times < 3; times++) ask(false)
  clock.advance(500)
  const probe = breaker.admit()
  breaker.record(slow, 'good')
  breaker.record(slower, 'bad')
  expect(breaker.state).toBe('half-open')
  breaker.record(probe, 'good')
  expect(breaker.state).toBe('closed')
})

test('a probe whose client left makes room for another one', () => {
  const { breaker, clock, ask } = breakerOf({ ...usual, probes: 1 })
  for (let times = 0; times < 3; times++) ask(false)
  clock.advance(500)
  breaker.record(breaker.admit(), 'unknown')
  expect(breaker.state).toBe('half-open')
  ask(true)
  expect(breaker.state).toBe('closed')
})

test('a probe that never comes back does not keep it half-open for ever', () => {
  const { breaker, clock, ask } = breakerOf({ ...usual, probes: 1 })
  for (let times = 0; times < 3; times++) ask(false)
  clock.advance(500)
  expect(breaker.admit()).toBeGreaterThan(0)
  expect([breaker.admit(), breaker.wait]).toEqual([0, 500])
  clock.advance(500)
  ask(true)
  expect(breaker.state).toBe('closed')
})

test('a share of failures opens it, once there are enough requests', () => {
  const { breaker, clock, said, ask } = breakerOf({ ...usual, consecutive: 1000 })
  for (let index = 0; index < 9; index++) ask(index % 2 === 0)
  expect(breaker.state).toBe('closed')
  // Half a window later all of them still count, a window later none.
  clock.advance(1000)
  ask(false)
  expect(breaker.state).toBe('closed')
  for (let index = 0; index < 10; index++) ask(index % 2 === 0)
  expect(said).toEqual(['open: 6 of the last 11 requests failed'])
})

test('as an interceptor it counts 5xx and failures of the upstream, and answers 503 at once', async () => {
  const world = reverseWorld()
  const { handle } = createBreaker(breakerFor({ ...usual, consecutive: 3 }, { ...world, route: '/api' }), '/api')
  const { next, asked } = upstreams(answer(500), failed(), failed('bad_request', 'client'), async () => answer(503))
  const call = async () => {
    const verdict = await handle(requestTo(), next, contextOf())
    return verdict.kind === 'respond' ? verdict : undefined
  }
  for (let index = 0; index < 4; index++) await call()
  const refused = await call()
  expect(asked).toHaveLength(4)
  expect(refused).toMatchObject({ head: { status: 503 }, failure: { code: 'breaker_open', leg: 'upstream' } })
  expect(refused?.head.fields.slice(-2)).toEqual(['Retry-After', '1'])
  expect(healthOf(world.events)).toEqual(['/api open: 3 failures in a row'])
})

test('a part that throws does not use up a probe', async () => {
  const world = reverseWorld()
  const options = { ...usual, consecutive: 1, probes: 1 }
  const { handle } = createBreaker(breakerFor(options, { ...world, route: '/api' }), '/api')
  const { next } = upstreams(answer(500), () => Promise.reject(new Error('broken')), answer(200))
  void handle(requestTo(), next, contextOf())
  world.clock.advance(500)
  await expect(handle(requestTo(), next, contextOf())).rejects.toThrow('broken')
  expect(handle(requestTo(), next, contextOf())).toMatchObject({ head: { status: 200 } })
})

test('when the routes are read again it goes on as what it was, by the new numbers', () => {
  const { breaker, clock, said, ask } = breakerOf()
  expect(breaker.told).toBe(false)
  for (let times = 0; times < 3; times++) ask(false)
  expect(breaker.told).toBe(true)
  const world = { ...reverseWorld(), route: '/' }
  expect(breakerFor({ ...usual, open: 2000, probes: 1 }, world, breaker)).toBe(breaker)
  expect(breaker.admit()).toBe(0)
  clock.advance(500)
  ask(false)
  expect(breaker.wait).toBe(2000)
  clock.advance(2000)
  ask(true)
  expect(said.at(-1)).toBe('closed: a probe succeeded')
})
