/** The last handler: one request to one upstream, at most one retry, and a readable answer when there is none. */
import { describe, expect, test } from 'vitest'
import { createTunnelPolicy } from '../../src/engine/connect.ts'
import { createForward } from '../../src/engine/forward.ts'
import { Malformed } from '../../src/engine/http1/malformed.ts'
import type { LiveExchange } from '../../src/engine/live-exchange.ts'
import type { ResponseOwner, UpstreamLink } from '../../src/engine/upstream/link.ts'
import type { Acquired, Upstreams } from '../../src/engine/upstream/upstreams.ts'
import { BodyStream, emptyBody } from '../../src/kit/body.ts'
import type { Protocol } from '../../src/model/exchange.ts'
import type { Body, Failure, Request, ResponseHead } from '../../src/model/message.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { exchangeOf, testCore } from '../support/core.ts'

const ok: ResponseHead = { status: 200, reason: 'OK', version: '1.1', fields: [] }
const stale: Failure = {
  code: 'upstream_closed',
  message: 'the upstream closed the connection without an answer',
  leg: 'upstream',
}
const gone: Failure = { code: 'client_abort', message: 'the client closed the connection', leg: 'client' }
const timings = { dns: 1, connect: null, tls: null }

/** A connection that waits for the test to say what comes of it. */
function link(reused = false) {
  const sent: Request[] = []
  const own = {
    info: { address: '192.0.2.1', port: 80, protocol: 'http/1.1' as const, reused },
    phases: timings,
    sent,
    cancelled: 0,
    closed: 0,
    owner: undefined as unknown as ResponseOwner,
    send(request: Request, exchange: LiveExchange, owner: ResponseOwner) {
      sent.push({ ...request })
      own.owner = owner
      exchange.upstreamReady(own.info, request.patches, own.phases, owner.rival)
    },
    cancel: () => void own.cancelled++,
    close: () => void own.closed++,
  }
  return own satisfies UpstreamLink
}

function forward(
  idle: UpstreamLink | undefined,
  dials: (Acquired | Promise<Acquired>)[] = [],
  change: Partial<Request> & { version?: '1.1' | '2'; protocol?: Protocol } = {},
  plan: Partial<Plan> = {},
) {
  const core = testCore()
  const { version = '1.1', protocol = 'http/1.1', ...more } = change
  const { exchange, interims } = exchangeOf(core, 'http', { version })
  Object.assign(exchange, { client: { ...exchange.client, protocol } })
  Object.assign(
    exchange.arm(() => 0),
    plan,
  )
  const asked: { signal?: AbortSignal; wantsH2: boolean }[] = []
  const upstreams = {
    idle: () => idle,
    async open(_target: unknown, wantsH2: boolean, signal?: AbortSignal) {
      asked.push({ wantsH2, ...(signal && { signal }) })
      return dials.shift()!
    },
  } as unknown as Upstreams
  const request: Request = {
    head: exchange.head,
    target: { scheme: 'http', host: 'a.test', port: 80, path: '/', protocol: 'auto' },
    body: emptyBody(),
    patches: [],
    ...more,
  }
  const verdict = Promise.resolve(
    createForward({ forward: upstreams, reverse: upstreams }, createTunnelPolicy([], []))(request, exchange),
  ) as Promise<Verdict>
  const attempts = () => core.of('attempt').map(({ attempt }) => [attempt.failure?.code, attempt.reused])
  return { core, exchange, interims, asked, request, verdict, attempts }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('a request', () => {
  test('takes an idle connection, or else dials', async () => {
    const idle = link(true)
    const warm = forward(idle)
    idle.owner.response(ok, emptyBody())
    expect(await warm.verdict).toMatchObject({ kind: 'respond', head: ok, from: 'upstream', patches: [] })
    expect(warm.asked).toEqual([])

    const dialled = link()
    const cold = forward(undefined, [{ link: dialled }], { version: '2' })
    await turn()
    dialled.owner.response(ok, emptyBody())
    expect(await cold.verdict).toMatchObject({ head: ok })
    expect(cold.asked).toEqual([{ wantsH2: false, signal: cold.exchange.signal }])
  })

  const plain = { scheme: 'http' as const, host: 'a.test', port: 80, path: '/', protocol: 'auto' as const }
  test.each([
    ['h2', 'https', '2', true],
    ['h2c', 'https', '2', true],
    ['http/1.1', 'https', '1.1', false],
    ['h2c', 'http', '2', true],
    // It came over TLS and is led to a plain origin, which nobody said speaks h2.
    ['h2', 'http', '2', false],
    ['http/1.1', 'http', '1.1', false],
  ] as const)('of a client that speaks %s to an %s origin may go over h2: %s, %s', (protocol, scheme, version, h2) => {
    const given = forward(undefined, [new Promise(() => {})], { version, protocol, target: { ...plain, scheme } })
    expect(given.asked.map(({ wantsH2 }) => wantsH2)).toEqual([h2])
  })

  test('whose head cannot be written is answered 502, and its connection is not used again', async () => {
    const broken = link()
    Object.assign(broken, {
      send: () => {
        throw new Malformed('Expected a field name, got ""')
      },
    })
    for (const given of [forward(broken), forward(undefined, [{ link: broken }])]) {
      expect(await given.verdict).toMatchObject({
        head: { status: 502 },
        failure: {
          code: 'rule_invalid',
          message: 'the request cannot be sent as it was made here: Expected a field name, got ""',
        },
      })
    }
    expect(broken.cancelled).toBe(2)
  })

  test('that cannot be dialled is answered 502 with the attempt on record', async () => {
    const failure: Failure = { code: 'dns_failed', message: 'a.test did not resolve', leg: 'upstream' }
    const given = forward(undefined, [{ error: { failure, timings, attempts: [] } }])
    expect(await given.verdict).toMatchObject({ head: { status: 502 }, from: 'middlebox', failure })
    expect(given.core.of('attempt')).toMatchObject([{ attempt: { failure, timings: { dns: 1, send: null } } }])
  })

  test('a switch is passed on with its channel', async () => {
    const idle = link()
    const given = forward(idle)
    const channel = {} as never
    idle.owner.switched({ ...ok, status: 101 }, channel)
    expect(await given.verdict).toMatchObject({ kind: 'switch', head: { status: 101 }, from: 'upstream' })
  })
})

describe('a stale connection', () => {
  test('is made up for by one dial: two attempts, the request sent again without a trace', async () => {
    const [idle, fresh] = [link(true), link()]
    const given = forward(idle, [{ link: fresh }])
    idle.owner.failed(stale, true)
    await turn()
    fresh.owner.response(ok, emptyBody())
    expect(await given.verdict).toMatchObject({ head: ok })
    expect(fresh.sent[0]!.head).toBe(idle.sent[0]!.head)
    expect(given.attempts()).toEqual([['upstream_closed', true]])
  })

  test('only once', async () => {
    const [idle, fresh] = [link(true), link()]
    const given = forward(idle, [{ link: fresh }])
    idle.owner.failed(stale, true)
    await turn()
    fresh.owner.failed(stale, true)
    expect(await given.verdict).toMatchObject({ head: { status: 502 }, failure: stale })
    expect(given.attempts()).toHaveLength(2)
  })

  test('not when it could do harm, and not with a body', async () => {
    const harmful = link(true)
    const post = forward(harmful)
    harmful.owner.failed(stale, false)
    expect(await post.verdict).toMatchObject({ head: { status: 502 } })
    expect(post.asked).toEqual([])

    const idle = link(true)
    const body: Body = new BodyStream(5, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
    const put = forward(idle, [], { body })
    idle.owner.failed(stale, true)
    expect(await put.verdict).toMatchObject({ head: { status: 502 } })
    expect([put.asked, body.used]).toEqual([[], true])
  })
})

describe('one of several tries at once', () => {
  test('is given up with its own address, and leaves the answer of another alone', async () => {
    const [busy, stop] = [link(true), new AbortController()]
    const given = forward(busy, [], { patience: { stop: stop.signal } })
    given.exchange.upstreamHead = ok
    stop.abort()
    expect(await given.verdict).toMatchObject({ failure: { code: 'upstream_unwanted' } })
    expect([given.exchange.upstreamHead, busy.cancelled]).toEqual([ok, 1])
    expect(given.core.of('attempt')).toMatchObject([{ attempt: { address: '192.0.2.1', reused: true } }])
  })

  test('is given up while it is dialled, with the time that it took and the server’s name', async () => {
    const stop = new AbortController()
    const given = forward(undefined, [new Promise(() => {})], { patience: { stop: stop.signal } })
    given.core.clock.advance(30)
    stop.abort()
    await given.verdict
    expect(given.core.of('attempt')).toMatchObject([
      { attempt: { address: 'a.test', port: 80, timings: { connect: 30, send: null } } },
    ])
  })
})

test('an injected failure to connect is waited for no longer than a real one, and counts once', async () => {
  const failure: Failure = { code: 'connect_timeout', message: 'injected', leg: 'upstream' }
  const fault = { rule: 'r', name: 'connect_timeout', failure: () => failure, after: 100 }
  const codes: unknown[] = []
  for (const connect of [50, 200]) {
    const given = forward(undefined, [], { patience: { connect } }, { dial: [fault] })
    given.core.clock.advance(500)
    await given.verdict
    for (const { attempt } of given.core.of('attempt')) codes.push([attempt.failure?.message, attempt.timings.connect])
  }
  expect(codes).toEqual([
    ['the upstream did not accept the connection within 50 ms', 50],
    ['injected', 100],
  ])
})

describe('when the client goes', () => {
  test('the connection is told', async () => {
    const idle = link()
    const given = forward(idle)
    given.exchange.clientGone(gone)
    expect([idle.cancelled, given.request.body.used]).toEqual([1, true])
  })

  test('while we dial, the dial is given up and what comes of it is not kept', async () => {
    const late = link()
    const { promise, resolve } = Promise.withResolvers<Acquired>()
    const given = forward(undefined, [promise])
    given.exchange.clientGone(gone)
    expect(given.asked[0]!.signal!.aborted).toBe(true)
    resolve({ link: late })
    await turn()
    expect([late.sent, late.closed]).toEqual([[], 1])
  })

  test('an h2 session that was dialled stays for others', async () => {
    const shared = link()
    Object.assign(shared, { info: { ...shared.info, protocol: 'h2' } })
    const { promise, resolve } = Promise.withResolvers<Acquired>()
    const given = forward(undefined, [promise])
    given.exchange.clientGone(gone)
    resolve({ link: shared })
    await turn()
    expect(shared.closed).toBe(0)
  })
})

describe('1xx heads', () => {
  test('are relayed, but a flood of them is no answer', async () => {
    const idle = link()
    const given = forward(idle)
    for (let i = 0; i < 1000; i++) idle.owner.interim({ ...ok, status: 103 })
    expect([given.interims.length, idle.cancelled]).toEqual([1000, 0])
    idle.owner.interim({ ...ok, status: 103 })
    expect(await given.verdict).toMatchObject({ head: { status: 502 }, failure: { code: 'upstream_malformed' } })
    expect([given.interims.length, idle.cancelled]).toEqual([1000, 1])
    idle.owner.interim({ ...ok, status: 103 })
    expect(given.interims.length).toBe(1000)
  })
})
