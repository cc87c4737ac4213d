/** A connection to an HTTP/1 upstream: what brings it back to the pool, what never, and what is told of its failures. */
import { describe, expect, test } from 'vitest'
import { Http1Upstream } from '../../../src/engine/http1/upstream.ts'
import type { Dialed } from '../../../src/engine/upstream/dialler.ts'
import type { ResponseOwner } from '../../../src/engine/upstream/link.ts'
import { Pool } from '../../../src/engine/upstream/pool.ts'
import { BodyStream, emptyBody, textBody } from '../../../src/kit/body.ts'
import type { Body, Channel, Failure, Request, ResponseHead, Target } from '../../../src/model/message.ts'
import type { ArmedStage } from '../../../src/model/plan.ts'
import { exchangeOf, socketPair, testCore, until } from '../../support/core.ts'
import { read } from '../../support/origin.ts'

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
const timings = { dns: 1, connect: 2, tls: null }
const target: Target = { scheme: 'http', host: 'a.test', port: 80, path: '/', protocol: 'auto' }

async function upstream(more: Partial<Dialed> = {}) {
  const pair = await socketPair()
  const core = testCore()
  const pool = new Pool<Http1Upstream>()
  const live = new Set<Http1Upstream>()
  const dialed: Dialed = {
    socket: pair.near,
    tcp: pair.near,
    address: '192.0.2.1',
    port: 80,
    alpn: undefined,
    absoluteForm: false,
    timings,
    attempts: [],
    ...more,
  }
  const one = new Http1Upstream(core, dialed, { pool, origin: pool.origin(target), live })
  return { core, pool, live, one, ...pair, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() }
}

type Answer = { head: ResponseHead; body: Body } | { channel: Channel } | { failure: Failure; again: boolean }

/** Sends one request; `answer` resolves with what becomes of it. */
function send(
  { core, one }: { core: ReturnType<typeof testCore>; one: Http1Upstream },
  method = 'GET',
  body: Body = emptyBody(),
  kind: 'http' | 'upgrade' = 'http',
) {
  const fields = ['Host', 'a.test', ...(kind === 'upgrade' ? ['Connection', 'Upgrade', 'Upgrade', 'foo'] : [])]
  const head = { method, target: 'http://a.test/x', version: '1.1' as const, fields }
  const request: Request = {
    head,
    target: { scheme: 'http', host: 'a.test', port: 80, path: '/x', protocol: 'auto' },
    body,
    patches: [],
  }
  const { exchange } = exchangeOf(core, kind, head)
  const { promise: answer, resolve } = Promise.withResolvers<Answer>()
  const interims: number[] = []
  const owner: ResponseOwner = {
    interim: ({ status }) => void interims.push(status),
    response: (answered, content) => resolve({ head: answered, body: content }),
    switched: (_head, channel) => resolve({ channel }),
    failed: (failure, again) => resolve({ failure, again }),
  }
  one.send(request, exchange, owner)
  return { answer, exchange, owner, interims }
}

/** One exchange, read to its end. */
async function complete(given: Awaited<ReturnType<typeof upstream>>, text = ok) {
  const { answer } = send(given)
  given.far.send(text)
  const got = await answer
  if (!('body' in got)) throw new Error('expected an answer')
  return read(got.body)
}

describe('one exchange after another', () => {
  test('the connection goes to the pool, reused and without the times of its dial', async () => {
    await using given = await upstream()
    await complete(given)
    await until(() => given.pool.size === 1)
    expect(given.pool.take(given.one.origin)).toBe(given.one)
    expect(given.one.info.reused).toBe(true)
    expect((await complete(given)).text).toBe('ok')
    expect(given.core.of('upstream')).toMatchObject([
      { upstream: { reused: false }, dns: 1, connect: 2, patches: [{ name: ':target', cause: 'target-form' }] },
      { upstream: { reused: true }, dns: null, connect: null },
    ])
    expect(await given.far.until(/(GET \/x HTTP\/1\.1\r\nHost: a\.test\r\n\r\n){2}/)).toBeDefined()
  })

  test('1xx heads come before the answer', async () => {
    await using given = await upstream()
    const { answer, interims } = send(given)
    given.far.send(`HTTP/1.1 103 Early Hints\r\n\r\n${ok}`)
    await answer
    expect(interims).toEqual([103])
  })

  test.each([
    ['the upstream closes', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'],
    ['its end is the end of the answer', 'HTTP/1.0 200 OK\r\n\r\n'],
    ['bytes follow the answer', `${ok}more`],
  ])('not when %s', async (_name, text) => {
    await using given = await upstream()
    const { answer } = send(given)
    given.far.send(text)
    const got = await answer
    if ('body' in got) void read(got.body)
    if (text.startsWith('HTTP/1.0')) given.far.socket.end()
    await until(() => given.near.destroyed)
    expect([given.pool.size, given.live.size, given.core.deadlines.size]).toEqual([0, 0, 0])
  })

  test('not when a client that held it back has left: a FIN would be missed, and the rest of the answer be the next one', async () => {
    await using given = await upstream()
    const { answer } = send(given)
    given.far.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok')
    const { body } = (await answer) as { body: Body }
    body.pipe({ write: () => false, end() {}, fail() {} })
    expect(given.near.isPaused()).toBe(true)
    given.far.send('ok')
    body.cancel()
    expect([given.near.destroyed, given.pool.size]).toEqual([true, 0])
  })

  test('also when a slow client held the end of the answer back, and flowing again', async () => {
    await using given = await upstream()
    const { answer } = send(given)
    given.far.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok')
    const { body } = (await answer) as { body: Body }
    body.pipe({ write: () => false, end() {}, fail() {} })
    body.resume()
    given.far.send('ok')
    await until(() => given.pool.size === 1)
    expect(given.near.isPaused()).toBe(false)
  })

  test('not while the session stops', async () => {
    await using given = await upstream()
    given.core.stopping = true
    await complete(given)
    await until(() => given.near.destroyed)
    expect(given.pool.size).toBe(0)
  })
})

describe('idle', () => {
  async function idle() {
    const given = await upstream()
    await complete(given)
    await until(() => given.pool.size === 1)
    return given
  }

  test('is borne for its time', async () => {
    await using given = await idle()
    given.core.clock.advance(given.core.limits.upstreamIdleTimeout - 1)
    expect(given.near.destroyed).toBe(false)
    given.core.clock.advance(500)
    expect([given.near.destroyed, given.pool.size]).toEqual([true, 0])
  })

  test.each([
    [
      'bytes nobody asked for',
      (given: Awaited<ReturnType<typeof idle>>) => given.far.send('HTTP/1.1 408 Request Timeout\r\n\r\n'),
    ],
    ['the FIN', (given: Awaited<ReturnType<typeof idle>>) => void given.far.socket.end()],
    ['a reset', (given: Awaited<ReturnType<typeof idle>>) => void given.far.socket.resetAndDestroy()],
  ])('%s close it, and it leaves the pool', async (_name, happen) => {
    await using given = await idle()
    happen(given)
    await until(() => given.near.destroyed)
    expect([given.pool.size, given.live.size]).toEqual([0, 0])
  })

  test('a connection that was only dialled is parked until its first request', async () => {
    await using given = await upstream()
    given.one.park()
    expect([given.pool.size, given.one.info.reused]).toEqual([1, false])
    given.core.clock.advance(given.core.limits.upstreamIdleTimeout + 500)
    expect(given.near.destroyed).toBe(true)
  })
})

describe('a failure before the answer', () => {
  type Case = [
    name: string,
    method: string,
    reused: boolean,
    happen: (far: Awaited<ReturnType<typeof upstream>>['far']) => void,
    code: string,
    again: boolean,
  ]
  const cases: Case[] = [
    ['a stale connection', 'GET', true, (far) => void far.socket.end(), 'upstream_closed', true],
    [
      'a stale connection that is reset',
      'DELETE',
      true,
      (far) => void far.socket.resetAndDestroy(),
      'upstream_reset',
      true,
    ],
    ['a stale connection under a POST', 'POST', true, (far) => void far.socket.end(), 'upstream_closed', false],
    ['a new connection', 'GET', false, (far) => void far.socket.end(), 'upstream_closed', false],
    ['half a head', 'GET', true, (far) => void far.socket.end('HTTP/1.1 2'), 'upstream_closed', false],
    ['no HTTP', 'GET', true, (far) => void far.socket.write('SSH-2.0-x\r\n\r\n'), 'upstream_malformed', false],
    ['no HTTP, and it waits', 'GET', true, (far) => void far.socket.write('<'), 'upstream_malformed', false],
  ]
  test.each(cases)(
    '%s, %s: may be sent again only if it cannot do harm',
    async (_name, method, reused, happen, code, again) => {
      await using given = await upstream()
      if (reused) await complete(given)
      given.pool.take(given.one.origin)
      const { answer } = send(given, method)
      await given.far.until((text) => text.split('\r\n\r\n').length === (reused ? 3 : 2))
      happen(given.far)
      expect(await answer).toMatchObject({ failure: { code, leg: 'upstream' }, again })
      expect([given.near.destroyed, given.live.size]).toEqual([true, 0])
    },
  )
})

test('a failure inside the answer breaks its body off, with what came before', async () => {
  await using given = await upstream()
  const { answer } = send(given)
  given.far.send('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab')
  const { body } = (await answer) as { body: Body }
  const received = read(body)
  given.far.socket.end()
  expect(await received).toMatchObject({
    text: 'ab',
    failure: { code: 'upstream_closed', message: expect.stringContaining('before the response was complete') },
  })
})

describe('when it is not wanted any more', () => {
  test('its owner can cancel, nobody else', async () => {
    await using given = await upstream()
    const { owner } = send(given)
    given.one.cancel({ ...owner })
    expect(given.near.destroyed).toBe(false)
    given.one.cancel(owner)
    expect(given.near.destroyed).toBe(true)
  })

  test('a body of the client that breaks off closes it: the upstream must not take it for complete', async () => {
    await using given = await upstream()
    const body = new BodyStream(10, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
    const { answer } = send(given, 'POST', body)
    body.push(Buffer.from('half'))
    body.abort({ code: 'client_abort', message: 'gone', leg: 'client' })
    await given.far.ended()
    expect(given.near.destroyed).toBe(true)
    await answer
  })

  test('an answer that closes ends the upload too', async () => {
    await using given = await upstream()
    let cancelled = false
    const body = new BodyStream(10, { pauseBody() {}, resumeBody() {}, cancelBody: () => void (cancelled = true) })
    const { answer } = send(given, 'POST', body)
    given.far.send('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n')
    await answer
    given.far.socket.end()
    await until(() => given.near.destroyed)
    expect([cancelled, given.pool.size]).toEqual([true, 0])
  })
})

describe('the request', () => {
  test('with a body is told when it is out', async () => {
    await using given = await upstream()
    const { answer, exchange } = send(given, 'POST', textBody('hello'))
    expect(await given.far.until(/hello$/)).toMatch(/^POST \/x HTTP\/1\.1\r\n/)
    given.core.clock.advance(10)
    given.far.send(ok)
    await answer
    exchange.finish('complete')
    expect(given.core.of('end')[0]!.timings.send).toBe(0)
  })

  test('through a parent for plain HTTP is in absolute form with its credentials', async () => {
    await using given = await upstream({ absoluteForm: true, proxyAuthorization: 'Basic eDp5' })
    send(given)
    expect(await given.far.until(/\r\n\r\n$/)).toBe(
      'GET http://a.test/x HTTP/1.1\r\nHost: a.test\r\nProxy-Authorization: Basic eDp5\r\n\r\n',
    )
  })
})

test('a switch hands the socket on with the bytes that came behind it', async () => {
  await using given = await upstream()
  const { answer } = send(given, 'GET', emptyBody(), 'upgrade')
  given.far.send('HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\nraw')
  const { channel } = (await answer) as { channel: Channel }
  const received: string[] = []
  channel.down.pipe({ write: (chunk) => (received.push(Buffer.from(chunk).toString()), true), end() {}, fail() {} })
  channel.accept({ pause() {}, resume() {} })
  given.far.send(' more')
  await until(() => received.join('') === 'raw more')
  expect([given.live.size, given.core.deadlines.size, given.pool.size]).toEqual([0, 0, 0])
})

test('half a head is told with its bytes', async () => {
  await using given = await upstream()
  const { answer } = send(given)
  given.far.socket.end('HTTP/1.1 200 OK\r\nA')
  expect(await answer).toMatchObject({
    failure: {
      code: 'upstream_closed',
      message: 'the upstream closed the connection after 18 bytes of a head',
      bytes: 'HTTP/1.1 200 OK\r\nA',
    },
  })
})

describe('stages on the way up', () => {
  const latency: ArmedStage = { rule: 'r', name: 'pass', stage: (next) => next }
  const resets = (ms: number): ArmedStage => ({
    rule: 'r',
    name: 'late_reset',
    stage: (next, tools) => (tools.after(ms, () => tools.cut('reset')), next),
  })

  async function sendStaged(given: Awaited<ReturnType<typeof upstream>>, stages: ArmedStage[], body?: Body) {
    const { promise, resolve } = Promise.withResolvers<Body>()
    const request: Request = {
      head: { method: 'POST', target: 'http://a.test/x', version: '1.1', fields: ['Host', 'a.test'] },
      target: { scheme: 'http', host: 'a.test', port: 80, path: '/x', protocol: 'auto' },
      body: body ?? textBody('up'),
      patches: [],
    }
    const { exchange } = exchangeOf(given.core)
    exchange.arm(() => 0).up.push(...stages)
    given.one.send(request, exchange, {
      interim() {},
      response: (_head, answer) => resolve(answer),
      switched() {},
      failed() {},
    })
    return { exchange, answer: promise }
  }

  test('a stage of one exchange never acts on the next one of the connection', async () => {
    await using given = await upstream()
    const { exchange, answer } = await sendStaged(given, [latency, resets(1000)])
    // Rules change while the answer is under way: nothing is left of the request for them to act on.
    exchange.restage({ up: [latency, resets(500)], down: [], random: () => 0 })
    given.far.send(ok)
    expect((await read(await answer)).bytes.toString()).toBe('ok')
    await until(() => given.pool.size === 1)
    expect(given.pool.take(given.one.origin)).toBe(given.one)
    const { answer: second } = send(given)
    exchange.restage({ up: [resets(500)], down: [], random: () => 0 })
    given.core.clock.advance(2000)
    given.far.send(ok)
    expect(await second).toMatchObject({ head: { status: 200 } })
  })

  test('one that comes on the way and ends its connection keeps it out of the pool', async () => {
    await using given = await upstream()
    const body = new BodyStream(4, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
    const { exchange, answer } = await sendStaged(given, [latency], body)
    exchange.restage({ up: [latency, { ...latency, name: 'slow', closes: true }], down: [], random: () => 0 })
    body.push(Buffer.from('data'))
    body.finish()
    given.far.send(ok)
    await read(await answer)
    await given.far.ended()
    expect(given.pool.size).toBe(0)
  })
})
