import { expect, test } from 'vitest'
import type { Arrival } from '../../src/engine/core.ts'
import type { LiveExchange } from '../../src/engine/live-exchange.ts'
import { connectionOf, refresh } from '../../src/engine/refresh.ts'
import type { ConnectionRules, LinkStages } from '../../src/model/connection.ts'
import { arrivalOf, exchangeOf, testCore } from '../support/core.ts'

const stages: LinkStages = { up: [], down: [{ rule: 'r', name: 'latency', stage: (next) => next }], random: () => 0 }

function core(rules: Partial<ConnectionRules>) {
  return testCore({
    connections: () => ({ meetsAnew: () => false, running: () => undefined, ...rules }) as ConnectionRules,
    links: new Set(),
  })
}

test('running exchanges get their new stages, and whoever staged their bytes is told', () => {
  const given = core({ running: (id) => (id === '1' ? stages : undefined) })
  const { exchange } = exchangeOf(given)
  const { exchange: other } = exchangeOf(given)
  const told: unknown[] = []
  exchange.whenRestaged((plan) => void told.push(plan.down))
  refresh(given)
  expect(told).toEqual([stages.down])
  expect(exchange.plan?.down).toEqual(stages.down)
  expect(other.plan).toBeUndefined()
})

test('an exchange that ends others on its way costs nobody else the change', () => {
  const asked: string[] = []
  const given = core({
    running(id) {
      asked.push(id)
      if (id === '2') for (const one of [first, second, third]) one.finish('fault')
      return undefined
    },
  })
  const [first, second, third] = [1, 2, 3, 4, 5].map(() => exchangeOf(given).exchange) as [
    LiveExchange,
    LiveExchange,
    LiveExchange,
  ]
  refresh(given)
  expect(asked).toEqual(['1', '2', '4', '5'])
})

test('connections in TLS make place for handshakes that rules have something to say in', () => {
  const given = core({ meetsAnew: ({ authority }) => authority.host === 'a.test' })
  const stopped: string[] = []
  const add = (name: string, arrival?: Arrival): void =>
    given.deadlines.add({
      slot: -1,
      deadline: 0,
      expire() {},
      stop: () => void stopped.push(name),
      ...(arrival && { arrival }),
    })
  const client = { ...arrivalOf().client, tls: { version: 'TLSv1.3', cipher: 'c' } }
  add('matches', arrivalOf({ client, authority: { host: 'a.test', port: 443 } }))
  add('another host', arrivalOf({ client, authority: { host: 'b.test', port: 443 } }))
  add('no TLS', arrivalOf({ authority: { host: 'a.test', port: 80 } }))
  add('no client')
  refresh(given)
  expect(stopped).toEqual(['matches'])
})

test('tunnels are asked to look again; without rules nothing happens', () => {
  const given = core({})
  let asked = 0
  given.links!.add({ refresh: () => void asked++ })
  refresh(given)
  expect(asked).toBe(1)
  expect(() => refresh(testCore())).not.toThrow()
})

test('where a connection goes: where it asked to, or to the name it asked for, or here', () => {
  expect(connectionOf(arrivalOf({ authority: { host: 'a.test', port: 1 } })).authority).toEqual({
    host: 'a.test',
    port: 1,
  })
  expect(connectionOf(arrivalOf({ serverName: 'b.test' }))).toMatchObject({
    authority: { host: 'b.test', port: 8080 },
    serverName: 'b.test',
  })
  expect(connectionOf(arrivalOf()).authority).toEqual({ host: '127.0.0.1', port: 8080 })
})
