import { describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/model/connection.ts'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { createRules } from '../../../src/pipeline/rules.ts'
import { faultRule } from '../../support/faulty.ts'
import { requestOf, ruleOf, rulesWorld, through } from '../../support/rules.ts'

const connection: Connection = {
  client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' },
  authority: { host: 'db.test', port: 5432 },
}

function ruling(...definitions: RuleDefinition[]) {
  const world = rulesWorld()
  return { world, rules: createRules(definitions, world) }
}

test('who may answer requests on a connection: rules for its host, or for more than a connection tells', () => {
  const answers = (...definitions: RuleDefinition[]) => ruling(...definitions).rules.connections.answers(connection)
  expect(answers()).toBe(false)
  expect(answers(ruleOf('~d db', 'respond'))).toBe(true)
  expect(answers(ruleOf('~u /path & ~m POST', 'respond'))).toBe(true)
  expect(answers(faultRule('abort:503'))).toBe(true)
  expect(answers(ruleOf('~d other', 'respond'), ruleOf('~c 502', 'respond'), ruleOf('', 'tag', { tags: ['x'] }))).toBe(
    false,
  )
})

describe('handshakes', () => {
  test('the first rule that matches decides, by destination, server name or client', () => {
    const { rules } = ruling(
      faultRule('tls_expired ~d other', { name: 'a' }),
      faultRule('tls_wrong_host ~dst :5432$ & ~src ^127', { name: 'b' }),
      faultRule('tls_untrusted', { name: 'c' }),
    )
    expect(rules.connections.handshake(connection)).toEqual({ rule: 'b', name: 'tls_wrong_host', how: 'wrong-host' })
    expect(rules.connections.handshake({ ...connection, serverName: 'www.other.test' })).toMatchObject({ rule: 'a' })
    const far = { ...connection, authority: { host: 'far.test', port: 443 } }
    expect(rules.connections.handshake(far)).toMatchObject({ rule: 'c', how: 'untrusted' })
  })

  test('the exchanges on that connection are told; those rules do nothing else to them', async () => {
    const { rules } = ruling(faultRule('tls_expired'))
    rules.connections.handshake(connection)
    const client = { client: connection.client }
    const came = await through((...given) => rules.interceptor.handle(...given), requestOf(), undefined, client)
    expect(came.text).toBe('from the upstream')
    expect(came.events.map(({ type }) => type)).toEqual(['rule', 'fault'])
    const other = { client: { ...connection.client, port: 50_001 } }
    expect(
      (await through((...given) => rules.interceptor.handle(...given), requestOf(), undefined, other)).events,
    ).toEqual([])
  })

  test('rules that are off, or of the upstream’s side, say nothing', () => {
    const { rules } = ruling(
      faultRule('tls_expired', { enabled: false }),
      faultRule('tls_expired:upstream', { name: 'up' }),
    )
    expect(rules.connections.handshake(connection)).toBeUndefined()
  })

  test('only rules of the last change are met anew', () => {
    const { rules } = ruling(faultRule('tls_expired ~d db'))
    expect(rules.connections.meetsAnew(connection)).toBe(true)
    rules.replace([faultRule('tls_expired ~d db'), faultRule('latency:1', { name: 'slow' })])
    expect(rules.connections.meetsAnew(connection)).toBe(false)
    rules.replace([faultRule('tls_expired ~d elsewhere')])
    expect(rules.connections.meetsAnew(connection)).toBe(false)
  })
})

describe('tunnels', () => {
  test('stages of toxics, each way, in the order of the rules', () => {
    const { rules } = ruling(
      faultRule('latency:1 ~d db', { name: 'a' }),
      faultRule('limit_data:5 up', { name: 'b' }),
      faultRule('slow_headers', { name: 'not for bytes' }),
      faultRule('latency:1 ~u /path', { name: 'about requests' }),
    )
    const { up, down } = rules.connections.tunnel(connection)!.stages()
    expect(down).toMatchObject([{ rule: 'a', name: 'latency' }])
    expect(up).toMatchObject([{ rule: 'b', name: 'limit_data' }])
  })

  test('a rule decides once for a tunnel, and stays the same stage when others change', () => {
    const slow = faultRule('latency:1', { name: 'slow', chance: 0.5 })
    const { rules } = ruling(slow)
    const tunnels = Array.from({ length: 40 }, () => rules.connections.tunnel(connection)!)
    const before = tunnels.map((tunnel) => tunnel.stages().down)
    expect(new Set(before.map(({ length }) => length))).toEqual(new Set([0, 1]))
    rules.replace([slow, faultRule('limit_data:1', { name: 'new' })])
    tunnels.forEach((tunnel, i) => {
      const { down } = tunnel.stages()
      expect(down).toHaveLength(before[i]!.length + 1)
      if (before[i]!.length > 0) expect(down[0]).toBe(before[i]![0])
    })
    rules.replace([])
    expect(tunnels[0]!.stages().down).toEqual([])
  })

  test('what fails the dial', () => {
    const { rules } = ruling(faultRule('connect_refused ~d db', { name: 'down' }))
    const fault = rules.connections.tunnel(connection)!.dial()
    expect({ failure: fault?.failure({ scheme: 'http', ...connection.authority }) }).toMatchObject({
      failure: { code: 'connect_refused', message: expect.stringContaining('db.test:5432') },
    })
    const far = { ...connection, authority: { host: 'far.test', port: 1 } }
    expect(rules.connections.tunnel(far)!.dial()).toBeUndefined()
  })

  test('draws repeat with the seed, connection by connection', () => {
    const run = (): number[] => {
      const { rules } = ruling(faultRule('latency:1,jitter=1'))
      return [0, 1].map(() => rules.connections.tunnel(connection)!.stages().random('r', 'jitter'))
    }
    const first = run()
    expect(first[0]).not.toBe(first[1])
    expect(run()).toEqual(first)
  })
})
