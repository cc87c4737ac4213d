import { expect, test } from 'vitest'
import type { Relay, RelayStages } from '../../src/engine/relay.ts'
import { TunnelLink } from '../../src/engine/tunnel-link.ts'
import type { Upstreams } from '../../src/engine/upstream/upstreams.ts'
import type { ConnectionRules } from '../../src/model/connection.ts'
import type { Channel } from '../../src/model/message.ts'
import type { DialFault } from '../../src/model/plan.ts'
import { testCore } from '../support/core.ts'

const connection = {
  client: { address: '127.0.0.1', port: 1, protocol: 'http/1.1' as const },
  authority: { host: 'a.test', port: 7 },
}

function linked(dial?: DialFault) {
  let stages: RelayStages = { up: [], down: [], random: () => 0 }
  const rules = { tunnel: () => ({ dial: () => dial, stages: () => stages }) } as unknown as ConnectionRules
  const core = testCore({ connections: () => rules, links: new Set() })
  return { core, link: new TunnelLink(core, connection), say: (next: RelayStages) => (stages = next) }
}

test('dials unless a rule fails that, after its time', async () => {
  const asked: unknown[] = []
  const upstreams = {
    tunnel: async (...given: unknown[]) => (asked.push(given), { dialed: 1 }),
  } as unknown as Upstreams
  const { signal } = new AbortController()
  expect(await linked().link.dial(upstreams, signal)).toEqual({ dialed: 1 })
  expect(asked).toEqual([['a.test', 7, signal]])

  const failure = { code: 'connect_refused', message: 'no', leg: 'upstream' } as const
  const { core, link } = linked({ rule: 'r', name: 'connect_refused', failure: () => failure, after: 50 })
  const dialling = link.dial(upstreams, signal)
  core.clock.advance(50)
  expect(await dialling).toMatchObject({ error: { failure } })
  expect(asked).toHaveLength(1)
})

test('while the tunnel runs, a change of the rules reaches it', () => {
  const { core, link, say } = linked()
  const staged: unknown[] = []
  const relay = { restage: (stages: unknown) => void staged.push(stages) } as unknown as Relay
  link.opened(relay)
  const next = { up: [], down: [], random: () => 0 }
  say(next)
  for (const one of core.links!) one.refresh()
  expect(staged).toEqual([next])
  link.closed()
  expect(core.links!.size).toBe(0)
  link.refresh()
  expect(staged).toHaveLength(1)
})

test('a tunnel that is over before its relay is known is not kept', () => {
  const { core, link } = linked()
  link.closed()
  link.opened({ restage() {} } as unknown as Relay)
  expect(core.links!.size).toBe(0)
})

test('a channel keeps the link it was dialled with', () => {
  const { core, link } = linked()
  const channel = {} as Channel
  link.keepFor(channel)
  expect(TunnelLink.of(core, channel, connection)).toBe(link)
  expect(TunnelLink.of(core, {} as Channel, connection)).not.toBe(link)
})

test('without rules there is nothing to stage', () => {
  expect(new TunnelLink(testCore(), connection).stages).toBeUndefined()
})
