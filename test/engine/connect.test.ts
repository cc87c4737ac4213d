/** CONNECT: yes at once where we look inside; where we do not, the dial decides. */
import { describe, expect, test } from 'vitest'
import { connectVerdict, createTunnelPolicy } from '../../src/engine/connect.ts'
import type { Upstreams } from '../../src/engine/upstream/upstreams.ts'
import type { Request } from '../../src/model/message.ts'
import { emptyBody } from '../../src/kit/body.ts'
import { exchangeOf, socketPair, testCore } from '../support/core.ts'

const request = (): Request => ({
  head: { method: 'CONNECT', target: 'a.test:443', version: '1.1', fields: [] },
  target: { scheme: 'https', host: 'a.test', port: 443, path: '', protocol: 'auto' },
  body: emptyBody(),
  patches: [],
})

const noTimings = { dns: null, connect: null, tls: null }

describe('which hosts are looked into', () => {
  test.each([
    [[], [], 'a.test:443', false],
    [['a\\.test'], [], 'a.test:443', true],
    [['A\\.TEST:443$'], [], 'a.test:443', true],
    [['a\\.test:8443'], [], 'a.test:443', false],
    [[], ['b\\.test'], 'a.test:443', true],
    [[], ['a\\.test', 'b'], 'a.test:443', false],
    [['a'], ['a'], 'a.test:443', true],
  ])('ignore %j, allow %j: %s is ignored %s', (ignore, allow, authority, ignored) => {
    expect(createTunnelPolicy(ignore, allow).ignores(authority)).toBe(ignored)
  })

  test('what this proxy answers itself always is', () => {
    expect(createTunnelPolicy(['.'], ['other']).ignores('middlebox.test:443')).toBe(false)
  })

  test.each([
    [['('], [], 'Expected a regular expression for --ignore-hosts, '],
    [[], ['[z-a]'], 'Expected a regular expression for --allow-hosts, '],
    [['a', 'b)'], [], 'at character 2 of "b)"'],
  ])('ignore %j, allow %j cannot be', (ignore, allow, message) => {
    expect(() => createTunnelPolicy(ignore, allow)).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining(message) }),
    )
  })

  test('a pattern that would take for ever is quick over a long name', () => {
    const policy = createTunnelPolicy(['^(a+b*)+:80$', '(a*b*)*c.*d.*e.*f$'], [])
    const since = performance.now()
    policy.ignores(`${'ab'.repeat(1_000)}:443`)
    expect(performance.now() - since).toBeLessThan(1_000)
  })
})

describe('the answer', () => {
  test('is 200 without a dial where we look inside', () => {
    const { exchange } = exchangeOf(testCore(), 'connect')
    const upstreams = {} as Upstreams
    const verdict = connectVerdict(request(), exchange, upstreams, createTunnelPolicy([], []))
    expect(verdict).toEqual({
      kind: 'switch',
      head: expect.objectContaining({ status: 200, fields: [] }),
      from: 'middlebox',
      patches: [],
    })
  })

  test('brings the connection where the host passes untouched', async () => {
    await using pair = await socketPair()
    const core = testCore()
    const { exchange } = exchangeOf(core, 'connect')
    const dialed = {
      socket: pair.near,
      tcp: pair.near,
      address: '192.0.2.1',
      port: 443,
      absoluteForm: false,
      alpn: undefined,
      timings: noTimings,
      attempts: [],
    }
    const asked: unknown[] = []
    const upstreams = {
      core,
      tunnel: async (...given: unknown[]) => (asked.push(given), { dialed }),
    } as unknown as Upstreams
    const verdict = await connectVerdict(request(), exchange, upstreams, createTunnelPolicy(['.'], []))
    expect(verdict).toMatchObject({ kind: 'switch', from: 'upstream', head: { status: 200 } })
    expect((verdict as { channel?: object }).channel).toBeDefined()
    expect(asked).toEqual([['a.test', 443, exchange.signal]])
    expect(core.of('upstream')).toMatchObject([{ upstream: { address: '192.0.2.1', reused: false } }])
  })

  test('is 502 when that host cannot be reached, with the attempt on record', async () => {
    const core = testCore()
    const { exchange } = exchangeOf(core, 'connect')
    const failure = { code: 'connect_refused', message: 'a.test refused', leg: 'upstream' } as const
    const upstreams = {
      core,
      tunnel: async () => ({ error: { failure, timings: noTimings, attempts: [] } }),
    } as unknown as Upstreams
    const verdict = await connectVerdict(request(), exchange, upstreams, createTunnelPolicy(['.'], []))
    expect(verdict).toMatchObject({ kind: 'respond', head: { status: 502 }, failure })
    expect(core.of('attempt')).toMatchObject([{ attempt: { failure, reused: false } }])
  })
})
