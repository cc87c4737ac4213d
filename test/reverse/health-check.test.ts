import { expect, test } from 'vitest'
import { startHealthChecks } from '../../src/reverse/health-check.ts'
import { Pool, endpointsFor } from '../../src/reverse/pool.ts'
import { healthOf, reverseWorld, route } from '../support/reverse.ts'

const health = {
  type: 'http',
  path: '/',
  status: [200, 399],
  service: '',
  interval: 1000,
  timeout: 500,
  rise: 2,
  fall: 3,
  jitter: 0,
} as const

function checking(answers: (string | undefined)[], more: object = {}) {
  const asked: number[] = []
  const world = reverseWorld({
    probe: async () => {
      asked.push(world.clock.now())
      return answers.length > 1 ? answers.shift() : answers[0]
    },
  })
  const definition = route('3000')
  const pool = new Pool(definition, endpointsFor(definition, new Map()), world)
  const checks = startHealthChecks(pool, { ...health, ...more }, world)
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return {
    world,
    pool,
    asked,
    checks,
    /** Lets time pass, one interval after the other. */
    async pass(intervals: number) {
      await settle()
      for (let index = 0; index < intervals; index++) {
        world.clock.advance(1000)
        await settle()
      }
    },
  }
}

test('the first word counts at once; later ones after rise or fall', async () => {
  const { world, pass, checks } = checking([undefined, 'no', 'no', undefined, 'no', 'no', 'no', undefined, undefined])
  await pass(8)
  expect(healthOf(world.events)).toEqual([
    'http://localhost:3000 healthy: its check succeeded',
    'http://localhost:3000 unhealthy: no',
    'http://localhost:3000 healthy: 2 checks in a row succeeded',
  ])
  checks.close()
})

test('ends with its pool', async () => {
  const { pass, asked, checks } = checking([undefined])
  await pass(2)
  checks.close()
  await pass(3)
  expect(asked).toHaveLength(3)
})

test('checks of one interval are not all at the same moment', async () => {
  const { pass, asked, checks } = checking([undefined], { jitter: 0.2 })
  await pass(12)
  const pauses = asked.slice(1).map((at, index) => at - asked[index]!)
  expect(new Set(pauses).size).toBeGreaterThan(1)
  checks.close()
})
