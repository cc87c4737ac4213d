import { describe, expect, test } from 'vitest'
import type { RouteDefinition } from '../../src/model/route.ts'
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
  const checks = startHealthChecks(pool, { health: { ...health, ...more } }, world)
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

describe('the Host of checks', () => {
  const hostsOf = (text: string, more: Partial<RouteDefinition>) => {
    const hosts: string[] = []
    const world = reverseWorld({
      probe: async (_upstream, _health, host) => {
        hosts.push(host)
        return undefined
      },
    })
    const definition = route(text, more)
    const pool = new Pool(definition, endpointsFor(definition, new Map()), world)
    startHealthChecks(pool, { ...definition, health }, world).close()
    return hosts
  }

  test('is the one of requests', () => {
    expect(hostsOf('3000', { host: { name: 'shop.test' } })).toEqual(['shop.test'])
    expect(hostsOf('3000', { host: 'rewrite' })).toEqual(['localhost:3000'])
    expect(hostsOf('https://a.test,https://b.test:8443', {})).toEqual(['a.test', 'b.test:8443'])
  })

  test("is the upstream's where requests keep that of their client", () => {
    expect(hostsOf('3000', {})).toEqual(['localhost:3000'])
    expect(hostsOf('https://a.test', { host: 'keep' })).toEqual(['a.test'])
  })
})
