import { expect, test } from 'vitest'
import type { RouteDefinition } from '../../src/model/route.ts'
import { endpointsFor } from '../../src/reverse/pool.ts'
import { createRouteChain } from '../../src/reverse/route-chain.ts'
import { Slots } from '../../src/reverse/slots.ts'
import { reverseWorld, route } from '../support/reverse.ts'

const chainOf = (definition: RouteDefinition) =>
  createRouteChain(
    definition,
    {
      endpoints: endpointsFor(definition, new Map()),
      slots: new Slots(),
      random: { bytes: () => new Uint8Array() },
    },
    reverseWorld(),
  )
const names = (definition: RouteDefinition) =>
  chainOf(definition).interceptors.map(({ name }) => name.replace('reverse-', ''))

test('nothing is there that nobody asked for', () => {
  expect(names(route('http://10.0.0.1'))).toEqual(['direct'])
  expect(names(route('3000'))).toEqual(['absent', 'direct'])
  expect(names(route('http://10.0.0.1,http://10.0.0.2'))).toEqual(['retry-balance'])
  expect(names(route('http://10.0.0.1,http://10.0.0.2', { retry: false }))).toEqual(['balance'])
  expect(names(route('http://10.0.0.1,http://10.0.0.2', { timeouts: { connect: 1 } }))).toEqual([
    ...['retry', 'timeouts', 'balance'],
  ])
  expect(chainOf(route('3000')).counts).toBe(false)
})

test('all of it, in its order', () => {
  const all = route('/a=3000,3001', {
    stripPrefix: true,
    cookies: { secure: 'add' },
    balance: { by: 'least_conn' },
    timeouts: { connect: 1 },
    breaker: { errorRate: 1, minimum: 1, window: 1, consecutive: 1, open: 1, probes: 1 },
    hedge: { after: 1, max: 1 },
    bulkhead: { concurrent: 1 },
    forwarded: { how: 'append', style: 'both' },
    requestId: { header: 'X' },
    security: true,
    anonymous: true,
    requestHeaders: {},
    responseHeaders: {},
  })
  expect(names(all)).toEqual([
    ...['response-headers', 'security', 'anonymous', 'cookies', 'locations'],
    ...[
      'request-headers',
      'forwarded',
      'request-id',
      'bulkhead',
      'absent',
      'retry',
      'hedge',
      'breaker',
      'timeouts',
      'balance',
    ],
  ])
  expect(chainOf(all).counts).toBe(true)
})
