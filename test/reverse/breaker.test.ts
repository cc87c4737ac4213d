import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { Breaker, createBreaker } from '../../src/reverse/breaker.ts'
import { answer, contextOf, failed, healthOf, requestTo, reverseWorld, upstreams } from '../support/reverse.ts'

const usual = { errorRate: 0.5, minimum: 10, window: 1000, consecutive: 3, open: 500, probes: 2 }

function breakerOf(options = usual) {
  const clock = createFakeClock()
  const said: string[] = []
  return { clock, said, breaker: new Breaker(options, clock, (state, reason) => said.push(`${state}: ${reason}`)) }
}

test('failures in a row open it; after a while probes close it again', () => {
  const { breaker, clock, said } = breakerOf()
  for (const ok of [false, false, true, false, false, false]) {
    expect(breaker.admit()).toBe(true)
    breaker.record(ok)
  }
  expect(breaker.admit()).toBe(false)
  expect(breaker.wait).toBe(500)
  clock.advance(500)
  expect([breaker.admit(), breaker.admit(), breaker.admit()]).toEqual([true, true, false])
  breaker.record(true)
  expect(breaker.state).toBe('half-open')
  breaker.record(true)
  expect(breaker.admit()).toBe(true)
  expect(said).toEqual([
    'open: 3 failures in a row',
    'half-open: it is time to ask again',
    'closed: 2 probes succeeded',
  ])
})

test('a probe that fails opens it again', () => {
  const { breaker, clock } = breakerOf()
  for (let times = 0; times < 3; times++) breaker.record(false)
  clock.advance(500)
  expect(breaker.admit()).toBe(true)
  breaker.record(false)
  expect(breaker.state).toBe('open')
  // A late answer from before changes nothing.
  breaker.record(true)
  expect(breaker.state).toBe('open')
})

test('a share of failures opens it, once there are enough requests', () => {
  const { breaker, clock, said } = breakerOf({ ...usual, consecutive: 1000 })
  for (let index = 0; index < 9; index++) breaker.record(index % 2 === 0)
  expect(breaker.state).toBe('closed')
  // Half a window later all of them still count, a window later none.
  clock.advance(1000)
  breaker.record(false)
  expect(breaker.state).toBe('closed')
  for (let index = 0; index < 10; index++) breaker.record(index % 2 === 0)
  expect(said).toEqual(['open: 6 of the last 11 requests failed'])
})

test('as an interceptor it counts 5xx and failures of the upstream, and answers 503 at once', async () => {
  const world = reverseWorld()
  const { handle } = createBreaker({ ...usual, consecutive: 3 }, { ...world, route: '/api' })
  const { next, asked } = upstreams(
    answer(500),
    failed(),
    failed('bad_request', 'client'),
    failed(),
    async () => answer(503),
    failed(),
  )
  const call = async () => {
    const verdict = await handle(requestTo(), next, contextOf())
    return verdict.kind === 'respond' ? verdict : undefined
  }
  for (let index = 0; index < 6; index++) await call()
  const refused = await call()
  expect(asked).toHaveLength(6)
  expect(refused).toMatchObject({ head: { status: 503 }, failure: { code: 'breaker_open', leg: 'upstream' } })
  expect(refused?.head.fields.slice(-2)).toEqual(['Retry-After', '1'])
  expect(healthOf(world.events)).toEqual(['/api open: 3 failures in a row'])
})
