/** All upstream connections: reused freshest first, shared over h2, remembered by origin, and never to ourselves. */
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Http2Upstream } from '../../../src/engine/http2/upstream.ts'
import type { Dialed, DialResult, DialTarget, Dialler } from '../../../src/engine/upstream/dialler.ts'
import type { ResponseOwner, UpstreamLink } from '../../../src/engine/upstream/link.ts'
import { type Acquired, Upstreams } from '../../../src/engine/upstream/upstreams.ts'
import { emptyBody } from '../../../src/kit/body.ts'
import type { Failure, Target } from '../../../src/model/message.ts'
import { exchangeOf, testCore, until } from '../../support/core.ts'
import { read } from '../../support/origin.ts'
import { answering, rawOrigin } from '../../support/raw.ts'

const timings = { dns: null, connect: 1, tls: null }
const refused: Failure = { code: 'connect_refused', message: 'refused', leg: 'upstream' }
const target = (change: Partial<Target> = {}): Target => ({
  scheme: 'https',
  host: 'a.test',
  port: 443,
  path: '/',
  protocol: 'auto',
  ...change,
})

/** Every dial leads to one raw origin, whatever is asked for; `alpn` is what the origin chooses. */
async function world() {
  const origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
  const core = testCore()
  const dials: DialTarget[] = []
  const now = {
    alpn: undefined as string | undefined,
    fails: false,
    own: false,
    gate: Promise.resolve(),
    h2Fails: false,
    /** The origin says nothing to h2, or answers it in HTTP/1. */
    silent: false,
    answers: false,
  }
  const sockets: Dialed['socket'][] = []
  async function dial(asked: DialTarget): Promise<DialResult> {
    dials.push(asked)
    await now.gate
    if (now.fails) return { ok: false, error: { failure: refused, timings, attempts: [] } }
    const socket = connect(origin.port, '127.0.0.1')
    socket.on('error', () => {})
    sockets.push(socket)
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    const alpn = asked.alpn.includes(now.alpn ?? '') ? now.alpn : undefined
    return {
      ok: true,
      value: {
        socket,
        tcp: socket,
        address: '127.0.0.1',
        port: origin.port,
        alpn,
        absoluteForm: false,
        timings,
        attempts: [],
      },
    }
  }
  const sessions: { session: Http2Upstream; closed: () => void }[] = []
  const upstreams = new Upstreams({
    core,
    dialler: {
      dial,
      key: () => '',
      warm() {},
      close: () => void dials.push({ scheme: 'http', host: 'closed', port: 0, alpn: [] }),
    } satisfies Dialler,
    isOwn: () => now.own,
    async openHttp2(dialed, _key, closed) {
      if (now.silent) await new Promise((resolve) => dialed.socket.once('close', resolve))
      if (now.answers)
        await new Promise((resolve) => (dialed.socket.write('PRI *\r\n\r\n'), dialed.socket.once('data', resolve)))
      if (now.h2Fails) throw new Error('no SETTINGS frame came')
      const session = {
        closed: false,
        info: { protocol: 'h2' },
        close: () => closed(session),
      } as unknown as Http2Upstream
      sessions.push({ session, closed: () => closed(session) })
      return session
    },
  })
  const dispose = async () => {
    upstreams.close()
    for (const socket of sockets) socket.destroy()
    await origin[Symbol.asyncDispose]()
  }
  return { core, dials, now, sockets, sessions, upstreams, [Symbol.asyncDispose]: dispose }
}

function linkOf(acquired: Acquired): UpstreamLink {
  if ('error' in acquired) throw new Error(acquired.error.failure.message)
  return acquired.link
}

/** One exchange over the link, after which it is idle. */
function use(core: ReturnType<typeof testCore>, link: UpstreamLink): Promise<void> {
  return new Promise((resolve, reject) => {
    const { exchange } = exchangeOf(core, 'http', { fields: ['Host', 'a.test'] })
    const owner: ResponseOwner = {
      interim() {},
      response: (_head, body) => void read(body).then(() => setImmediate(resolve)),
      switched() {},
      failed: ({ message }) => reject(new Error(message)),
    }
    link.send({ head: exchange.head, target: target(), body: emptyBody(), patches: [] }, exchange, owner)
  })
}

describe('over HTTP/1', () => {
  test('the connection used last is taken first', async () => {
    await using given = await world()
    const first = linkOf(await given.upstreams.open(target(), false))
    const second = linkOf(await given.upstreams.open(target(), false))
    await use(given.core, first)
    await use(given.core, second)
    expect(given.upstreams.idle(target(), false)).toBe(second)
    expect(given.upstreams.idle(target(), false)).toBe(first)
    expect(given.upstreams.idle(target(), false)).toBeUndefined()
    expect(given.dials.map(({ alpn }) => alpn)).toEqual([['http/1.1'], ['http/1.1']])
  })

  test.each([
    ['port', { port: 8443 }],
    ['host', { host: 'b.test' }],
    ['scheme', { scheme: 'http' as const }],
    ['server name', { serverName: 'b.test' }],
  ])('another %s is another origin', async (_name, change) => {
    await using given = await world()
    await use(given.core, linkOf(await given.upstreams.open(target(), false)))
    expect(given.upstreams.idle(target(change), false)).toBeUndefined()
    expect(given.upstreams.idle(target({ path: '/other' }), false)).toBeDefined()
  })

  test('plain HTTP offers no ALPN', async () => {
    await using given = await world()
    await given.upstreams.open(target({ scheme: 'http', port: 80 }), false)
    expect(given.dials).toEqual([{ scheme: 'http', host: 'a.test', port: 80, alpn: [], sharing: true }])
  })
})

describe('over h2', () => {
  test('requests that come together share one dial and one session', async () => {
    await using given = await world()
    given.now.alpn = 'h2'
    const links = (await Promise.all([1, 2, 3].map(() => given.upstreams.open(target(), true)))).map(linkOf)
    expect([new Set(links).size, given.dials.length]).toEqual([1, 1])
    expect(given.upstreams.idle(target(), true)).toBe(links[0])
    expect(given.upstreams.idle(target(), false)).toBeUndefined()
  })

  test('a kept HTTP/1 connection takes no request of h2 before it is known that the origin has nothing else', async () => {
    await using given = await world()
    await use(given.core, linkOf(await given.upstreams.open(target(), false)))
    expect(given.upstreams.idle(target(), true)).toBeUndefined()
    const second = linkOf(await given.upstreams.open(target(), true))
    expect(given.dials.map(({ alpn }) => alpn)).toEqual([['http/1.1'], ['h2', 'http/1.1']])
    await use(given.core, second)
    expect(given.upstreams.idle(target(), true)).toBe(second)
  })

  test('an ended session is forgotten', async () => {
    await using given = await world()
    given.now.alpn = 'h2'
    await given.upstreams.open(target(), true)
    given.sessions[0]!.closed()
    expect(given.upstreams.idle(target(), true)).toBeUndefined()
  })

  test('requests that come together to an origin without it get a connection each', async () => {
    await using given = await world()
    const links = (await Promise.all([1, 2, 3].map(() => given.upstreams.open(target(), true)))).map(linkOf)
    expect(links).not.toContain(undefined)
    expect([new Set(links).size, given.dials.length]).toEqual([3, 3])
  })

  test('prior knowledge needs no ALPN', async () => {
    await using given = await world()
    const link = linkOf(await given.upstreams.open(target({ scheme: 'http', port: 80, protocol: 'h2' }), false))
    expect([link, given.dials[0]!.alpn]).toEqual([given.sessions[0]!.session, []])
  })

  test('a session that does not begin is a failure with its reason, and its socket is closed', async () => {
    await using given = await world()
    Object.assign(given.now, { alpn: 'h2', h2Fails: true })
    const acquired = await given.upstreams.open(target(), true)
    expect(acquired).toMatchObject({
      error: { failure: { code: 'upstream_h2', message: expect.stringContaining('no SETTINGS frame came') } },
    })
    expect(given.sockets[0]!.destroyed).toBe(true)
  })
})

describe('what an origin speaks', () => {
  test.each(['h2', 'http/1.1'] as const)(
    '%s is learnt by dialling and remembered for ten minutes',
    async (protocol) => {
      await using given = await world()
      given.now.alpn = protocol
      expect(given.upstreams.protocolOf(target())).toBeUndefined()
      expect(await given.upstreams.learn(target())).toEqual({ protocol })
      given.core.clock.advance(10 * 60_000 - 1)
      expect(given.upstreams.protocolOf(target())).toBe(protocol)
      given.core.clock.advance(1)
      expect(given.upstreams.protocolOf(target())).toBeUndefined()
    },
  )

  test('the connection is kept for the first request', async () => {
    await using given = await world()
    await given.upstreams.learn(target())
    const link = given.upstreams.idle(target(), false)
    expect(link).toBeDefined()
    await use(given.core, link!)
    expect(given.dials).toHaveLength(1)
  })

  test.each(['h2', 'http/1.1'] as const)('two who ask at once hear the same: %s', async (protocol) => {
    await using given = await world()
    given.now.alpn = protocol
    const learnt = await Promise.all([given.upstreams.learn(target()), given.upstreams.learn(target())])
    expect(learnt).toEqual([{ protocol }, { protocol }])
    expect(given.dials).toHaveLength(1)
    // A session is shared; a connection of HTTP/1 is one client's, and in the pool once.
    const taken = [given.upstreams.idle(target(), true), given.upstreams.idle(target(), true)]
    expect(taken.map((link) => link !== undefined)).toEqual([true, protocol === 'h2'])
  })

  test('an origin that cannot be reached stays unknown', async () => {
    await using given = await world()
    given.now.fails = true
    expect(await given.upstreams.learn(target())).toMatchObject({ error: { failure: refused } })
    expect(given.upstreams.protocolOf(target())).toBeUndefined()
  })
})

describe('loops', () => {
  test.each(['a request', 'a tunnel'])('%s to ourselves is refused, and its socket closed', async (what) => {
    await using given = await world()
    given.now.own = true
    const result =
      what === 'a tunnel' ? await given.upstreams.tunnel('a.test', 8080) : await given.upstreams.open(target(), false)
    expect(result).toMatchObject({ error: { failure: { code: 'loop_detected', leg: 'middlebox' } } })
    expect(given.sockets[0]!.destroyed).toBe(true)
  })
})

test('a tunnel is dialled as one, and is nobody else’s', async () => {
  await using given = await world()
  expect(await given.upstreams.tunnel('a.test', 22)).toHaveProperty('dialed')
  expect(given.dials).toEqual([{ scheme: 'http', host: 'a.test', port: 22, alpn: [], tunnel: true }])
  expect(given.upstreams.idle(target({ scheme: 'http', port: 22 }), false)).toBeUndefined()
})

test('closing ends idle and busy connections, sessions and dials', async () => {
  await using given = await world()
  await use(given.core, linkOf(await given.upstreams.open(target(), false)))
  linkOf(await given.upstreams.open(target(), false))
  given.now.alpn = 'h2'
  await given.upstreams.open(target({ host: 'b.test' }), true)
  given.upstreams.close()
  await until(() => given.sockets.slice(0, 2).every((socket) => socket.destroyed))
  expect(given.upstreams.idle(target({ host: 'b.test' }), true)).toBeUndefined()
  expect(given.dials.at(-1)!.host).toBe('closed')
})

describe('a plain origin, for a client that speaks h2 by prior knowledge', () => {
  const plain = target({ scheme: 'http', port: 80 })
  const dialled = { scheme: 'http', host: 'a.test', port: 80, alpn: [] }
  const http1 = { ...dialled, sharing: true }
  /** Asked for h2 itself, so that a parent proxy opens a tunnel. */
  const priorKnowledge = { ...dialled, tunnel: true }

  test('that speaks h2 gets one session, which is shared and remembered', async () => {
    await using given = await world()
    const links = await Promise.all([1, 2].map(() => given.upstreams.open(plain, true)))
    expect(links.map(linkOf)).toEqual([given.sessions[0]!.session, given.sessions[0]!.session])
    expect(given.dials).toEqual([priorKnowledge])
    expect(given.upstreams.idle(plain, true)).toBe(given.sessions[0]!.session)
    expect(given.upstreams.idle(plain, false)).toBeUndefined()
    expect(given.upstreams.protocolOf(plain)).toBe('h2')
  })

  test('that answers in HTTP/1 is spoken to in that, for ten minutes', async () => {
    await using given = await world()
    Object.assign(given.now, { h2Fails: true, answers: true })
    const link = linkOf(await given.upstreams.open(plain, true))
    expect(link.info.protocol).toBe('http/1.1')
    expect(given.dials).toEqual([priorKnowledge, http1])
    await use(given.core, link)
    expect(given.upstreams.idle(plain, true)).toBe(link)
    await given.upstreams.open(plain, true)
    expect(given.dials.slice(2)).toEqual([http1])
    given.core.clock.advance(10 * 60_000)
    await given.upstreams.open(plain, true)
    expect(given.dials.slice(3)).toEqual([priorKnowledge, http1])
  })

  test('that closes without a word is asked again the next time: it may just have been starting', async () => {
    await using given = await world()
    given.now.h2Fails = true
    expect(linkOf(await given.upstreams.open(plain, true)).info.protocol).toBe('http/1.1')
    given.now.h2Fails = false
    expect(linkOf(await given.upstreams.open(plain, true))).toBe(given.sessions[0]!.session)
  })

  test('that is silent is asked in HTTP/1 after a second', async () => {
    await using given = await world()
    Object.assign(given.now, { h2Fails: true, silent: true })
    const opened = given.upstreams.open(plain, true)
    await until(() => given.sockets.length === 1 && given.sockets[0]!.listenerCount('close') > 0)
    await new Promise((resolve) => setImmediate(resolve))
    given.core.clock.advance(999)
    expect(given.sockets[0]!.destroyed).toBe(false)
    given.core.clock.advance(1)
    expect(linkOf(await opened).info.protocol).toBe('http/1.1')
    expect(given.sockets[0]!.destroyed).toBe(true)
  })

  test('an idle HTTP/1 connection does not stand in the way of the question', async () => {
    await using given = await world()
    const link = linkOf(await given.upstreams.open(plain, false))
    await use(given.core, link)
    expect(given.upstreams.idle(plain, true)).toBeUndefined()
    expect(linkOf(await given.upstreams.open(plain, true))).toBe(given.sessions[0]!.session)
    expect(given.upstreams.idle(plain, false)).toBe(link)
  })

  test('where h2 is demanded there is no other way', async () => {
    await using given = await world()
    Object.assign(given.now, { h2Fails: true, answers: true })
    expect(await given.upstreams.open(target({ ...plain, protocol: 'h2' }), false)).toMatchObject({
      error: { failure: { code: 'upstream_h2' } },
    })
    expect(given.dials).toEqual([priorKnowledge])
  })

  test('that cannot be reached is dialled once', async () => {
    await using given = await world()
    given.now.fails = true
    expect(await given.upstreams.open(plain, true)).toMatchObject({ error: { failure: refused } })
    expect(given.dials).toHaveLength(1)
  })
})
