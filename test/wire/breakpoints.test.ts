/** Breakpoints as clients and origins meet them: a client sees a slow answer, an origin what was made of the request. */
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { legHeads } from '../../src/kit/legs.ts'
import type { Paused } from '../../src/model/paused.ts'
import type { RuleDefinition } from '../../src/model/rule.ts'
import { startProxy, type TestProxy } from '../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../support/raw.ts'
import { ruleOf } from '../support/rules.ts'
import { openWebSocket } from '../support/websocket-client.ts'

const pausing = (match: string, attributes: object = {}): RuleDefinition[] => [
  ruleOf(match, 'pause', attributes, { name: 'intercept' }),
]

async function paused(proxy: TestProxy, n = 0): Promise<Paused> {
  const { pause } = await proxy.event(
    'paused',
    (event) => proxy.events.filter(({ type }) => type === 'paused')[n] === event,
  )
  return proxy.session.desk.find(pause.id)!
}

/** The message that reads so, once it waits. */
async function waiting(proxy: TestProxy, text: string): Promise<Paused> {
  const find = () =>
    proxy.session.desk
      .list()
      .find(({ message }) => message && `${message.direction} ${Buffer.from(message.data).toString()}` === text)
  await proxy.event('paused', () => find() !== undefined)
  return find()!
}

const body = (text: string): Uint8Array => new TextEncoder().encode(text)
const hello = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-From: origin\r\n\r\nhello'

describe('a request', () => {
  test('waits with its body, is edited in every part, and goes on', async () => {
    await using origin = await rawOrigin(answering(hello))
    await using proxy = await startProxy({ rules: pausing('~q', { on: 'request' }) })
    const client = await rawClient(proxy.port)
    const host = `127.0.0.1:${origin.port}`
    client.send(`POST http://${host}/a HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\n\r\nabc`)
    const one = await paused(proxy)
    expect(one).toMatchObject({ id: 'p1', at: 'request', rule: 'intercept', edited: false })
    expect(one.request).toMatchObject({ method: 'POST', url: `http://${host}/a`, body: { complete: true } })
    expect(Buffer.from(one.request.body.data).toString()).toBe('abc')
    expect(proxy.session.store.get(one.exchange)?.paused).toMatchObject([{ id: 'p1', at: 'request' }])
    expect(origin.connections).toEqual([])
    const { desk } = proxy.session
    desk.edit('p1', { method: 'PUT', url: `http://${host}/b?c`, body: body('changed') })
    desk.edit('p1', { fields: [...desk.find('p1')!.request.fields, 'X-More', '1'] })
    expect(desk.release('p1', { kind: 'resume' })).toBe(true)
    expect(desk.release('p1', { kind: 'resume' })).toBe(false)
    expect(await client.until(/hello$/)).toBe(hello)
    expect((await origin.connection()).received()).toBe(
      `PUT /b?c HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 7\r\nX-More: 1\r\n\r\nchanged`,
    )
    const exchange = await proxy.ended()
    expect(exchange.paused).toBeUndefined()
    expect(exchange.hops[0]!.request.map(({ cause }) => cause)).toContain('edit')
    expect(legHeads(exchange)[1]?.request?.method).toBe('PUT')
    expect(await proxy.event('resumed')).toMatchObject({ pause: 'p1', reason: 'edited' })
    client.close()
  })

  test('is answered from the desk, and nobody is dialled', async () => {
    await using proxy = await startProxy({ rules: pausing('') })
    const client = await rawClient(proxy.port)
    client.send('POST http://nowhere.test/ HTTP/1.1\r\nHost: nowhere.test\r\nContent-Length: 2\r\n\r\nok')
    const { id } = await paused(proxy)
    const answer = { status: 503, fields: ['X-Tea', 'yes'], body: body('short') }
    proxy.session.desk.release(id, { kind: 'answer', answer })
    // The rule fits the answer as well.
    const second = await paused(proxy, 1)
    expect(second).toMatchObject({ at: 'response', response: { status: 503 } })
    proxy.session.desk.releaseAll()
    expect(await client.until(/short$/)).toBe(
      'HTTP/1.1 503 Service Unavailable\r\nX-Tea: yes\r\nContent-Length: 5\r\n\r\nshort',
    )
    expect(await proxy.ended()).toMatchObject({ outcome: 'mock', status: 503 })
    client.close()
  })

  test('is dropped with a reset', async () => {
    await using proxy = await startProxy({ rules: pausing('~q', { on: 'request' }) })
    const client = await rawClient(proxy.port)
    client.send('GET http://middlebox.test/ HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    const { id } = await paused(proxy)
    proxy.session.desk.release(id, { kind: 'drop' })
    expect(await client.ended()).toEqual({ text: '', how: 'reset' })
    expect(await proxy.ended()).toMatchObject({ outcome: 'refused', error: { code: 'blocked' } })
  })

  test.each([
    ['by a reset', (socket: { resetAndDestroy(): void; end(): void }) => socket.resetAndDestroy()],
    ['by a close', (socket: { resetAndDestroy(): void; end(): void }) => socket.end()],
  ])('leaves the desk when its client goes %s', async (_name, go) => {
    await using proxy = await startProxy({ rules: pausing('') })
    const client = await rawClient(proxy.port)
    client.send('GET http://middlebox.test/ HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await paused(proxy)
    // A FIN that comes with the request, within 100 ms, is that of a client that only has no more to say.
    await new Promise((resolve) => setTimeout(resolve, 120))
    go(client.socket)
    expect(await proxy.event('resumed')).toMatchObject({ reason: 'gone' })
    expect(proxy.session.desk.list()).toEqual([])
    expect(await proxy.ended()).toMatchObject({ outcome: 'client_abort' })
    client.close()
  })

  test('goes on, or is dropped, at its time limit', async () => {
    await using proxy = await startProxy({
      rules: [
        ruleOf('~u /stay', 'pause', { on: 'request', timeout: 20 }, { name: 'a' }),
        ruleOf('~u /go', 'pause', { on: 'request', timeout: 20, then: 'drop' }, { name: 'b' }),
      ],
    })
    const client = await rawClient(proxy.port)
    client.send('GET http://middlebox.test/stay HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    expect(await client.until(/^HTTP\/1.1 /)).toContain('404')
    const { pause } = await proxy.event('paused')
    expect(pause.until! - pause.since).toBe(20)
    expect(await proxy.event('resumed')).toMatchObject({ reason: 'timeout' })
    const other = await rawClient(proxy.port)
    other.send('GET http://middlebox.test/go HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    expect((await other.ended()).how).toBe('reset')
    client.close()
  })

  test('with a body over the cap shows its first part and passes whole', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy({ rules: pausing('~q', { on: 'request' }) })
    const client = await rawClient(proxy.port)
    const host = `127.0.0.1:${origin.port}`
    const size = 3 * 1024 * 1024
    client.send(`POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${size}\r\n\r\n`)
    client.send(Buffer.alloc(size, 'x'))
    const { id, request } = await paused(proxy)
    expect(request.body.complete).toBe(false)
    expect(request.body.data.length).toBeGreaterThanOrEqual(1024 * 1024)
    expect(() => proxy.session.desk.edit(id, { body: body('no') })).toThrow(/Expected a body that is held in full/)
    proxy.session.desk.release(id, { kind: 'resume', edit: { method: 'PUT' } })
    const connection = await origin.connection()
    const text = await connection.until((all) => all.length >= size + 50 && all.endsWith('x'))
    expect(text.startsWith('PUT / HTTP/1.1\r\n')).toBe(true)
    await connection.until((all) => all.length - all.indexOf('\r\n\r\n') - 4 === size)
    client.close()
  })

  test('at the end of the session goes on', async () => {
    const proxy = await startProxy({ rules: pausing('~q', { on: 'request' }) })
    const client = await rawClient(proxy.port)
    client.send('GET http://middlebox.test/status/201 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await paused(proxy)
    const closed = proxy.session.close()
    expect(await client.until(/^HTTP\/1.1 201/)).toContain('201')
    expect(await proxy.event('resumed')).toMatchObject({ reason: 'closed' })
    client.close()
    await closed
    await proxy[Symbol.asyncDispose]()
  })
})

describe('a response', () => {
  test('is edited: status, fields and body, its coding and length repaired', async () => {
    await using proxy = await startProxy({ rules: pausing('~s & ~u gzip') })
    const client = await rawClient(proxy.port)
    client.send('GET http://middlebox.test/gzip HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    const { id, response, at } = await paused(proxy)
    expect(at).toBe('response')
    expect(response!.body.complete).toBe(true)
    proxy.session.desk.release(id, { kind: 'resume', edit: { status: 503, body: body('{"down":true}') } })
    const head = await client.until(/\r\n\r\n/)
    expect(head).toMatch(/^HTTP\/1.1 503 Service Unavailable\r\n/)
    const length = Number(/content-length: (\d+)/i.exec(head)![1])
    const all = await client.until((text) => text.length === text.indexOf('\r\n\r\n') + 4 + length)
    const { gunzipSync } = await import('node:zlib')
    expect(gunzipSync(Buffer.from(all.slice(-length), 'latin1')).toString()).toBe('{"down":true}')
    expect(await proxy.ended()).toMatchObject({ status: 503 })
    client.close()
  })

  test('without content ends at its head, and the connection goes on', async () => {
    await using proxy = await startProxy({ rules: pausing('', { on: 'response' }) })
    const client = await rawClient(proxy.port)
    const answers: [number, RegExp][] = [
      [204, /^HTTP\/1\.1 204 No Content\r\n(?!(?:.*\r\n)*content-length)(?:.+\r\n)*\r\n$/i],
      [205, /^HTTP\/1\.1 205 Reset Content\r\n(?:.+\r\n)*content-length: 0\r\n(?:.+\r\n)*\r\n$/i],
    ]
    let seen = 0
    for (const [at, [status, whole]] of answers.entries()) {
      client.send('GET http://middlebox.test/gzip HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
      const { id } = await paused(proxy, at)
      proxy.session.desk.release(id, { kind: 'resume', edit: { status } })
      await proxy.ended(at)
      const text = await client.until((all) => all.slice(seen).endsWith('\r\n\r\n'))
      expect(text.slice(seen)).toMatch(whole)
      seen = text.length
    }
    client.close()
  })

  test('is dropped, or answered otherwise', async () => {
    await using origin = await rawOrigin(answering(hello))
    await using proxy = await startProxy({ rules: pausing('', { on: 'response' }) })
    const host = `127.0.0.1:${origin.port}`
    const first = await rawClient(proxy.port)
    first.send(`GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    proxy.session.desk.release((await paused(proxy)).id, { kind: 'drop' })
    expect(await first.ended()).toEqual({ text: '', how: 'reset' })
    const second = await rawClient(proxy.port)
    second.send(`GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    const { id } = await paused(proxy, 1)
    proxy.session.desk.release(id, { kind: 'answer', answer: { status: 204, fields: [], body: body('') } })
    expect(await second.until(/\r\n\r\n$/)).toBe('HTTP/1.1 204 No Content\r\n\r\n')
    const exchange = await proxy.ended(1)
    expect(legHeads(exchange).at(-1)?.response?.status).toBe(200)
    expect(legHeads(exchange)[0]?.response?.status).toBe(204)
    second.close()
  })

  test('that never ends waits with its head alone', async () => {
    await using proxy = await startProxy({ rules: pausing('~s & ~u sse') })
    const client = await rawClient(proxy.port)
    client.send('GET http://middlebox.test/sse?count=2&interval=1 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    const { id, response } = await paused(proxy)
    expect(response).toMatchObject({ status: 200, body: { complete: false } })
    proxy.session.desk.release(id, { kind: 'resume' })
    expect(await client.until(/\n0\r\n/)).toContain('data:')
    client.close()
  })
})

test('over h2 a paused stream holds up no other, and a dropped one is reset alone', async () => {
  await using proxy = await startProxy({ rules: pausing('~u status/201|status/202', { on: 'request' }) })
  const tls = await secured(proxy)
  const session = connectHttp2('https://middlebox.test', { createConnection: () => tls })
  const ask = (path: string) => {
    const stream = session.request({ ':path': path })
    stream.resume()
    return new Promise<unknown>((resolve) => {
      stream.once('response', (fields) => resolve(fields[':status']))
      stream.once('error', (error: NodeJS.ErrnoException) => resolve(error.message))
    })
  }
  const first = ask('/status/201')
  const { id } = await paused(proxy)
  const second = ask('/status/202')
  const { id: other } = await paused(proxy, 1)
  expect(await ask('/status/203')).toBe(203)
  proxy.session.desk.release(other, { kind: 'drop' })
  expect(await second).toMatch(/NGHTTP2_INTERNAL_ERROR/)
  proxy.session.desk.release(id, { kind: 'resume', edit: { url: 'https://middlebox.test/status/299' } })
  expect(await first).toBe(299)
  session.destroy()
})

describe('messages of a WebSocket', () => {
  const open = async (proxy: TestProxy, fields = '') => {
    const raw = await rawClient(proxy.port)
    const { client, head } = await openWebSocket(raw.socket, { target: 'http://middlebox.test/ws', fields })
    return { client, head, socket: raw.socket }
  }
  const text = (frame: { payload: Buffer } | undefined) => frame?.payload.toString()

  test('wait one by one, and are edited, dropped or passed in order; pings do not wait', async () => {
    await using proxy = await startProxy({ rules: pausing('~u /ws', { on: 'message' }) })
    const { desk, store } = proxy.session
    const { client } = await open(proxy, 'Sec-WebSocket-Extensions: permessage-deflate\r\n')
    client.send('one', 2)
    client.send('two')
    client.send('three')
    const first = await paused(proxy)
    expect(first).toMatchObject({ at: 'message', message: { direction: 'up', kind: 'text' } })
    expect(desk.list()).toHaveLength(1)
    client.ping('still there')
    expect(await client.next()).toMatchObject({ opcode: 10 })
    desk.release(first.id, { kind: 'resume', edit: { body: body('ONE') } })
    const echo = await waiting(proxy, 'down ONE')
    desk.release((await waiting(proxy, 'up two')).id, { kind: 'drop' })
    const third = await waiting(proxy, 'up three')
    expect(desk.list().map(({ id }) => id)).toEqual([echo.id, third.id])
    desk.releaseAll()
    expect(text(await client.next())).toBe('ONE')
    desk.release((await waiting(proxy, 'down three')).id, { kind: 'resume', edit: { body: body('III') } })
    expect(text(await client.next())).toBe('III')
    const [exchange] = [...store.items()].map(({ value }) => value as { id: string })
    const messages = store.get(exchange!.id)!.messages.filter(({ kind }) => kind === 'text')
    const told = messages.map(
      ({ direction, data, change = '' }) => `${direction} ${Buffer.from(data).toString()} ${change}`,
    )
    expect(told.toSorted()).toEqual(['down III edited', 'down ONE ', 'up ONE edited', 'up three ', 'up two dropped'])
    client.destroy()
  })

  test.each([
    ['by a reset', (socket: { resetAndDestroy(): void; end(): void }) => socket.resetAndDestroy()],
    ['without a goodbye', (socket: { resetAndDestroy(): void; end(): void }) => socket.end()],
  ])('leave the desk when the client goes %s', async (_name, go) => {
    await using proxy = await startProxy({ rules: pausing('~u /ws', { on: 'message' }) })
    const { client, socket } = await open(proxy)
    client.send('hello')
    await paused(proxy)
    go(socket)
    expect(await proxy.event('resumed')).toMatchObject({ reason: 'gone' })
    expect(proxy.session.desk.list()).toEqual([])
    client.destroy()
  })

  test('without a rule for them are not held, and keep their compression', async () => {
    await using proxy = await startProxy({ rules: pausing('~u /ws', { on: 'request' }) })
    const opening = open(proxy)
    proxy.session.desk.release((await paused(proxy)).id, { kind: 'resume' })
    const { client } = await opening
    client.send('hello')
    expect(text(await client.next())).toBe('hello')
    client.destroy()
  })
})

async function secured(proxy: TestProxy) {
  const raw = await rawClient(proxy.port)
  raw.send('CONNECT middlebox.test:443 HTTP/1.1\r\nHost: middlebox.test:443\r\n\r\n')
  await raw.until(/\r\n\r\n/)
  raw.socket.removeAllListeners('data')
  const tls = connectTls({ socket: raw.socket, servername: 'middlebox.test', ca: proxy.ca, ALPNProtocols: ['h2'] })
  await new Promise<void>((resolve, reject) => tls.once('secureConnect', resolve).once('error', reject))
  return tls
}
