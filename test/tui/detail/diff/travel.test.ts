import { expect, test } from 'vitest'
import type { Patch } from '../../../../src/model/hop.ts'
import { requestTravel, responseTravel } from '../../../../src/tui/detail/diff/travel.ts'
import { buildExchange, buildRequestHead, buildResponseHead } from '../../../support/exchange.ts'

const add = (name: string, cause: Patch['cause']): Patch => ({ op: 'add', index: 0, name, value: '1', cause })
const [sent, answered] = [buildRequestHead({ fields: ['Host', 'a'] }), buildResponseHead({ fields: ['Server', 's'] })]

test('over three legs, each in the direction it went', () => {
  const exchange = buildExchange({
    profiles: ['squid'],
    legs: [{ request: sent }, {}, { response: answered }],
    hops: [
      { request: [add('Via', 'profile squid')], response: [add('X-Cache', 'profile squid')] },
      { request: [add('X-A', 'rule a')], response: [] },
    ],
  })
  const up = requestTravel(exchange)!
  expect(up.nodes).toEqual(['client', 'squid', 'middlebox', 'origin'])
  expect(up.heads.map(({ fields }) => fields.length / 2)).toEqual([1, 2, 3])
  const down = responseTravel(exchange)!
  expect(down.nodes).toEqual(['origin', 'middlebox', 'squid', 'client'])
  expect(down.heads.map(({ fields }) => fields.length / 2)).toEqual([1, 1, 2])
  expect(down.hops.map((hop) => hop.length)).toEqual([0, 1])
})

test('an answer of our own never came from an origin', () => {
  const exchange = buildExchange({ legs: [{ request: sent, response: answered }] })
  expect(responseTravel(exchange)).toMatchObject({ nodes: ['middlebox', 'client'], hops: [] })
  expect(requestTravel(exchange)).toMatchObject({ nodes: ['client', 'middlebox'], hops: [] })
})

test('through a parent, and nothing at all', () => {
  const upstream = {
    address: '192.0.2.1',
    port: 3128,
    protocol: 'http/1.1',
    reused: false,
    via: 'http://parent.test',
  } as const
  expect(requestTravel(buildExchange({ upstream }))!.nodes).toEqual(['client', 'middlebox', 'parent'])
  expect(requestTravel(buildExchange({ legs: [] }))).toBeUndefined()
  expect(responseTravel(buildExchange({ status: null }))).toBeUndefined()
})
