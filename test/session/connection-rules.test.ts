import { expect, test } from 'vitest'
import type { ConnectionRules, LinkStages } from '../../src/model/connection.ts'
import type { ArmedStage } from '../../src/model/plan.ts'
import { connectionRules } from '../../src/session/connection-rules.ts'

const stage = (name: string): ArmedStage => ({ rule: name, name, stage: (next) => next })
const connection = {
  client: { address: '127.0.0.1', port: 1, protocol: 'http/1.1' as const },
  authority: { host: 'a.test', port: 1 },
}
const failure = { code: 'connect_refused', message: 'no', leg: 'upstream' } as const
const behind = {
  up: [],
  down: [stage('throttle')],
  dial: { rule: 'x', name: 'offline', failure: () => failure, after: 0 },
}

function ruling(stages: LinkStages): ConnectionRules {
  return {
    handshake: () => ({ rule: 'r', name: 'tls_expired', how: 'expired' }),
    meetsAnew: () => true,
    answers: ({ authority }) => authority.host === 'a.test',
    running: () => stages,
    tunnel: () => ({ stages: () => stages, dial: () => undefined }),
  }
}

test('without rules there are the conditions', () => {
  const rules = connectionRules({ seed: '00', rules: () => undefined, link: () => behind })
  expect(rules.handshake(connection)).toBeUndefined()
  expect(rules.meetsAnew(connection)).toBe(false)
  expect(rules.running('1', undefined)).toBeUndefined()
  expect(rules.answers(connection)).toBe(false)
  const tunnel = rules.tunnel(connection)!
  expect(tunnel.dial()).toBe(behind.dial)
  expect(tunnel.stages()).toMatchObject({ up: [], down: behind.down })
  const { random } = tunnel.stages()
  expect(random('r', 'jitter')).not.toBe(random('r', 'jitter'))
})

test('conditions stand behind the rules, also behind those that come while a tunnel runs', () => {
  const late = stage('latency')
  let current: ConnectionRules | undefined
  const tunnel = connectionRules({ seed: '00', rules: () => current, link: () => behind }).tunnel(connection)!
  expect(tunnel.stages().down).toEqual(behind.down)
  current = ruling({ up: [], down: [late], random: () => 0.25 })
  expect(tunnel.stages().down).toEqual([late, behind.down[0]])
  expect(tunnel.stages().random('r', 'p')).toBe(0.25)
})

test('as long as there is nothing to say of a tunnel there is nobody to ask', () => {
  let current: ConnectionRules | undefined
  const rules = connectionRules({ seed: '00', rules: () => current, link: () => undefined })
  expect(rules.tunnel(connection)).toBeUndefined()
  current = ruling({ up: [], down: [stage('latency')], random: () => 0 })
  expect(rules.tunnel(connection)!.stages().down).toHaveLength(1)
})

test('what rules say of handshakes and exchanges is passed on', () => {
  const stages = { up: [], down: [], random: () => 0 }
  const rules = connectionRules({ seed: '00', rules: () => ruling(stages), link: () => undefined })
  expect(rules.handshake(connection)).toMatchObject({ how: 'expired' })
  expect(rules.meetsAnew(connection)).toBe(true)
  expect(rules.running('1', undefined)).toBe(stages)
  expect(rules.answers(connection)).toBe(true)
  expect(rules.tunnel(connection)!.stages()).toMatchObject({ up: [], down: [] })
})

test('in mock-only mode everything is answered', () => {
  const rules = connectionRules({ seed: '00', mockOnly: true, rules: () => undefined, link: () => undefined })
  expect(rules.answers(connection)).toBe(true)
})
