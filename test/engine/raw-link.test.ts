import { expect, test } from 'vitest'
import { RawLink } from '../../src/engine/raw-link.ts'
import type { RelayStages } from '../../src/engine/relay.ts'
import type { ConnectionRules } from '../../src/model/connection.ts'
import type { Dialed } from '../../src/engine/upstream/dialler.ts'
import type { ArmedStage } from '../../src/model/plan.ts'
import { arrivalOf, socketPair, testCore, until } from '../support/core.ts'

/** Writes its own mark, and a random digit, after what passes. */
const marking = (rule: string, mark: string): ArmedStage => ({
  rule,
  name: mark,
  stage: (next, tools) => ({
    write: (chunk) => next.write(Buffer.concat([chunk, Buffer.from(`${mark}${tools.random('digit')}`)])),
    end: () => next.end(),
    fail: (failure) => next.fail(failure),
  }),
})

const trace = { name: 'latency', attributes: {}, applied: true }

const stages = (down: ArmedStage[], digit: number): RelayStages => ({ up: [], down, random: () => digit })

async function linked(rules?: { stages(): RelayStages }) {
  const [client, upstream] = [await socketPair(), await socketPair()]
  const connections = { tunnel: () => ({ ...rules!, dial: () => undefined }) } as unknown as ConnectionRules
  const core = testCore(rules === undefined ? {} : { connections: () => connections, links: new Set() })
  const closed = Promise.withResolvers<void>()
  const link = new RawLink(core, client.near, arrivalOf(), {
    name: 'db',
    upstream: { host: 'db.test', port: 1 },
    opened: () => stages([marking('db/a', 'a')], 1),
    closed: () => (closed.resolve(), [trace]),
  })
  const dialed = { socket: upstream.near, tcp: upstream.near, address: '192.0.2.1', port: 1 } as Dialed
  const ended = link.run(async () => ({ dialed }))
  return {
    ...{ core, link, client, upstream, closed: closed.promise, ended },
    async [Symbol.asyncDispose]() {
      link.close()
      await Promise.all([client[Symbol.asyncDispose](), upstream[Symbol.asyncDispose]()])
    },
  }
}

test('bytes pass through the stages of the owner, which can be changed', async () => {
  await using at = await linked()
  at.upstream.far.send('x')
  await at.client.far.until(/xa1/)
  at.link.restage(stages([marking('db/b', 'b')], 2))
  at.upstream.far.send('y')
  expect(await at.client.far.until(/y../)).toBe('xa1yb2')
})

test('then through those of rules, each with its own draws', async () => {
  let down = [marking('rule', 'r')]
  await using at = await linked({ stages: () => stages(down, 9) })
  at.upstream.far.send('x')
  await at.client.far.until(/xa1r9/)
  down = []
  for (const one of at.core.links!) one.refresh()
  at.upstream.far.send('y')
  expect(await at.client.far.until(/ya1/)).toBe('xa1r9ya1')
})

test('it is over when both sockets are closed, and the record has both ends', async () => {
  await using at = await linked()
  at.client.far.socket.end()
  at.upstream.far.socket.end()
  await at.closed
  await at.ended
  expect(at.core.of('tunnel-opened')).toHaveLength(1)
  expect(at.core.of('tunnel-closed')[0]?.tunnel).toMatchObject({ proxy: 'db', authority: 'db.test:1', faults: [trace] })
})

test('one that we end is recorded as that', async () => {
  await using at = await linked()
  await until(() => at.core.of('tunnel-opened').length === 1)
  at.link.close()
  await at.ended
  expect(at.core.of('tunnel-closed')[0]?.tunnel.error).toMatchObject({ code: 'shutdown' })
})

test('a dial that fails closes the client and is recorded', async () => {
  const pair = await socketPair()
  await using _ = pair
  const core = testCore()
  const options = { name: 'db', upstream: { host: 'db.test', port: 1 }, opened: () => stages([], 0), closed: () => [] }
  const link = new RawLink(core, pair.near, arrivalOf(), options)
  const failure = { code: 'connect_refused', message: 'refused', leg: 'upstream' } as const
  const timings = { dns: null, connect: null, tls: null }
  await link.run(async () => ({ error: { failure, timings, attempts: [] } }))
  await pair.far.ended()
  expect(core.of('tunnel-closed')[0]?.tunnel.error).toEqual(failure)
})
