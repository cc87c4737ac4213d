/**
 * A peer that resets at every possible moment: after k bytes of the conversation, for every k. The proxy stays up, each
 * exchange ends once, the side that is left hears of it, and a message cut short is never shown as whole.
 */
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { type TLSSocket, connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { createFakeClock } from '../../../src/kit/clock.ts'
import type { Interceptor } from '../../../src/model/contract.ts'
import { begun, endings, resetNow, rounds, serves, settled, toOrigin, until } from '../../support/abuse.ts'
import { block, flags, frame, preface, request, settings, settingsAck, types } from '../../support/http2-frames.ts'
import { type TestProxy, startProxy } from '../../support/proxy.ts'
import { type RawConnection, type RawOrigin, answering, rawClient, rawOrigin } from '../../support/raw.ts'

/** Every k below `length`; in a short run the long middle is thinned out, never the first bytes nor the last. */
function moments(length: number): number[] {
  const step = rounds(Math.ceil(length / 150), 1)
  return Array.from({ length: length + 1 }, (_, k) => k).filter((k) => k < 20 || k > length - 20 || k % step === 0)
}

/** Runs `attack` for every k, a few at a time, as a busy day would have it. */
async function everywhere(length: number, attack: (k: number) => Promise<void>): Promise<void> {
  const all = moments(length)
  for (let at = 0; at < all.length; at += 16) await Promise.all(all.slice(at, at + 16).map(attack))
}

/** A masked text frame, as a client has to send it (RFC 6455 §5.2). */
const maskedHello =
  '\x81\x85\x01\x02\x03\x04' +
  [...'hello'].map((letter, i) => String.fromCharCode(letter.charCodeAt(0) ^ ((i % 4) + 1))).join('')
const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n'

const requests: readonly (readonly [name: string, make: (port: number) => string, answer: string])[] = [
  ['a GET', (port) => toOrigin(port), 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'],
  [
    'a POST with a length',
    (port) => `${toOrigin(port, 'POST', '/', 'Content-Length: 20\r\n')}${'b'.repeat(20)}`,
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  ],
  [
    'a POST in chunks with trailers',
    (port) =>
      `${toOrigin(port, 'POST', '/', 'Transfer-Encoding: chunked\r\n')}5;x=y\r\nhello\r\n5\r\nworld\r\n0\r\nX-Sum: 1\r\n\r\n`,
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  ],
  [
    'two pipelined GETs',
    (port) => toOrigin(port, 'GET', '/1') + toOrigin(port, 'GET', '/2'),
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  ],
  [
    'a WebSocket and its frames',
    (port) => `${toOrigin(port, 'GET', '/', upgrade)}${maskedHello}${maskedHello}`,
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05world',
  ],
  [
    'a CONNECT and plain HTTP inside',
    (port) => `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n`,
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  ],
  [
    'SOCKS5 and plain HTTP inside',
    (port) =>
      `\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01${String.fromCharCode(port >> 8, port & 255)}GET / HTTP/1.1\r\nHost: a\r\n\r\n`,
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  ],
]

/** Sends the first k bytes, gives them a turn to arrive, resets. */
async function sendAndReset(port: number, bytes: Uint8Array | string, k: number): Promise<void> {
  const client = await rawClient(port)
  if (k > 0)
    await new Promise<void>(
      (resolve) =>
        void client.socket.write(
          typeof bytes === 'string' ? Buffer.from(bytes.slice(0, k), 'latin1') : bytes.subarray(0, k),
          () => resolve(),
        ),
    )
  if (k % 2 === 0) await new Promise((resolve) => setImmediate(resolve))
  resetNow(client)
}

async function upstreamsEnd(origin: RawOrigin): Promise<void> {
  for (const connection of origin.connections) connection.socket.end()
}

describe('the client resets after k bytes of', () => {
  test.each(requests)('%s', async (_name, make, answer) => {
    await using origin = await rawOrigin(answering(answer))
    await using proxy = await startProxy()
    const bytes = make(origin.port)
    await everywhere(bytes.length, (k) => sendAndReset(proxy.port, bytes, k))
    await upstreamsEnd(origin)
    const ends = await settled(proxy)
    for (const { outcome } of ends) expect(['client_abort', 'complete', 'refused']).toContain(outcome)
    await serves(proxy)
  })

  test('an answer', async () => {
    const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n`
    await using origin = await rawOrigin((connection) => {
      // Byte by byte, so that the client can be gone after any of them.
      void connection.until(/\r\n\r\n/).then(async () => {
        for (const byte of answer) {
          if (connection.socket.destroyed) return
          connection.send(byte)
          await new Promise((resolve) => setImmediate(resolve))
        }
      })
    })
    await using proxy = await startProxy()
    await everywhere(answer.length - 1, async (k) => {
      const client = await rawClient(proxy.port)
      client.send(toOrigin(origin.port))
      await client.until((text) => text.length >= k)
      resetNow(client)
    })
    const ends = await settled(proxy)
    expect(ends.filter(({ outcome }) => outcome === 'client_abort').length).toBeGreaterThan(0)
    await serves(proxy)
  })

  test('a TLS hello in a tunnel', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const hello = await clientHello()
    await everywhere(hello.length, async (k) => {
      const client = await rawClient(proxy.port)
      client.send(`CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: a\r\n\r\n`)
      await client.until(/\r\n\r\n$/)
      if (k > 0) client.send(hello.subarray(0, k))
      await new Promise((resolve) => setImmediate(resolve))
      resetNow(client)
    })
    await upstreamsEnd(origin)
    await settled(proxy)
    await serves(proxy)
  })

  test('what is inside TLS', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    const clock = createFakeClock(Date.now())
    await using proxy = await startProxy({}, [toPlain(origin.port)], { clock })
    const bytes = 'POST / HTTP/1.1\r\nHost: example.test\r\nContent-Length: 4\r\n\r\nbody'
    await everywhere(bytes.length, async (k) => {
      const client = await rawClient(proxy.port)
      const secured = await securedThrough(proxy, client)
      if (k > 0) await new Promise<void>((resolve) => void secured.write(bytes.slice(0, k), () => resolve()))
      // Node says close_notify before the RST, as most clients do that close with an answer unread.
      client.socket.resetAndDestroy()
    })
    await until(
      () => begun(proxy).filter((event) => 'kind' in event && event.kind === 'http').length > 1,
      'requests to arrive',
    )
    const ended = settled(proxy)
    // What is left waits for a write that never ends, until the client has taken nothing for a while.
    while (endings(proxy).length < begun(proxy).length) {
      clock.advance(1_000)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    for (const { outcome } of await ended) expect(['client_abort', 'complete', 'refused']).toContain(outcome)
    await serves(proxy)
  })

  test('an HTTP/2 conversation', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    await using proxy = await startProxy()
    const authority = `127.0.0.1:${origin.port}`
    const bytes = Buffer.concat([
      preface,
      settings([4, 65_535]),
      settingsAck,
      request(1, authority),
      request(3, authority, '/', flags.endHeaders),
      frame(types.data, 0, 3, Buffer.from('hello')),
      frame(types.headers, flags.endHeaders | flags.endStream, 3, block([['x-sum', '1']])),
      request(5, 'middlebox.test', '/status/204'),
    ])
    await everywhere(bytes.length, (k) => sendAndReset(proxy.port, bytes, k))
    await upstreamsEnd(origin)
    const ends = await settled(proxy)
    for (const { outcome } of ends) expect(['client_abort', 'complete']).toContain(outcome)
    await serves(proxy)
  })
})

const answers: readonly (readonly [name: string, answer: string, fields: string])[] = [
  ['an answer with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nbbbbbbbbbbbbbbbbbbbb', ''],
  [
    'an answer in chunks with trailers',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n5\r\nhello\r\n5\r\nworld\r\n0\r\nX: y\r\n\r\n',
    '',
  ],
  [
    'an answer after a 103',
    'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    '',
  ],
  ['an answer until close', 'HTTP/1.1 200 OK\r\n\r\nuntil the end', ''],
  [
    'a 101 and frames',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05hello\x81\x05world',
    upgrade,
  ],
]

describe('the origin resets after k bytes of', () => {
  test.each(answers)('%s', async (_name, answer, fields) => {
    await using origin = await rawOrigin(
      (connection) =>
        void connection
          .until(/\r\n\r\n/)
          .then((text) => breakAt(connection, answer, Number(/\/k(\d+) /.exec(text)![1]))),
    )
    await using proxy = await startProxy()
    const failed: number[] = []
    await everywhere(answer.length - 1, async (k) => {
      const client = await rawClient(proxy.port)
      client.send(toOrigin(origin.port, 'POST', `/k${k}`, `Content-Length: 0\r\n${fields}`))
      // A refusal keeps the connection; a message cut short ends it.
      const refusal = (text: string): boolean => /^(HTTP\/1\.1 1.*\r\n\r\n)?HTTP\/1\.1 502 .*\r\n\r\n.+\n$/s.test(text)
      await Promise.race([client.ended(), client.until(refusal)])
      const text = client.received()
      if (refusal(text)) failed.push(k)
      else expect(text.endsWith('\r\n0\r\n\r\n')).toBe(false)
      client.close()
    })
    const ends = await settled(proxy)
    const allowed = answer.includes(' 101 ') ? ['upstream_error', 'client_abort'] : ['upstream_error']
    for (const { outcome } of ends) expect(allowed).toContain(outcome)
    expect(failed).toContain(0)
    await serves(proxy)
  })

  test('a request', async () => {
    const chunked = `5\r\nhello\r\n5\r\nworld\r\n0\r\nX-Sum: 1\r\n\r\n`
    let reset = 0
    await using origin = await rawOrigin((connection) => {
      const k = reset++
      void connection.until((text) => text.length >= k).then(() => resetNow(connection))
    })
    await using proxy = await startProxy()
    const length = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`
      .length
    for (let k = 0; k < length; k++) {
      const client = await rawClient(proxy.port)
      client.send(toOrigin(origin.port, 'POST', '/', 'Transfer-Encoding: chunked\r\n'))
      client.send(chunked)
      await client.until(/^HTTP\/1\.1 502 .*\r\n\r\n.+\n$/s)
      client.close()
    }
    const ends = await settled(proxy)
    expect(ends.map(({ outcome }) => outcome)).toEqual(ends.map(() => 'upstream_error'))
    expect(ends).toHaveLength(length)
    await serves(proxy)
  })
})

test('both sides reset at once', async () => {
  await using origin = await rawOrigin(
    (connection) => void connection.until(/\r\n\r\n/).then(() => resetNow(connection)),
  )
  await using proxy = await startProxy()
  const all: Promise<void>[] = []
  for (let i = 0; i < rounds(100, 2_000); i++) all.push(sendAndReset(proxy.port, toOrigin(origin.port), 1_000))
  await Promise.all(all)
  await settled(proxy)
  await serves(proxy)
})

test('a retry after a stale connection ends once too', async () => {
  // The second request on each connection is answered with a reset: a GET is sent again, a POST is not.
  await using origin = await rawOrigin((connection) => {
    void connection.until(/\r\n\r\n/).then(() => connection.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    void connection.until(/\r\n\r\n.*\r\n\r\n/s).then(() => resetNow(connection))
  })
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  const answered = (count: number) =>
    client.until((text) => text.split('HTTP/1.1 ').length === count + 1 && /(ok|\n)$/.test(text))
  client.send(toOrigin(origin.port))
  await answered(1)
  client.send(toOrigin(origin.port))
  expect(await answered(2)).toMatch(/200.*200/s)
  client.send(toOrigin(origin.port, 'POST', '/', 'Content-Length: 0\r\n'))
  expect(await answered(3)).toMatch(/200.*200.*502/s)
  await settled(proxy)
  expect((await proxy.ended(1)).attempts.map(({ failure }) => failure?.code)).toEqual(['upstream_reset'])
  expect(endings(proxy).map(({ outcome }) => outcome)).toEqual(['complete', 'complete', 'upstream_error'])
  client.close()
})

/** Writes the first k bytes, then resets once they have had a turn to go out. */
async function breakAt(connection: RawConnection, answer: string, k: number): Promise<void> {
  if (k > 0)
    await new Promise<void>(
      (resolve) => void connection.socket.write(Buffer.from(answer.slice(0, k), 'latin1'), () => resolve()),
    )
  if (k % 2 === 0) await new Promise((resolve) => setImmediate(resolve))
  resetNow(connection)
}

/** Sends what is inside tunnels to a plain origin. */
function toPlain(port: number): Interceptor {
  return {
    name: 'to-plain',
    handle: (one, next, context) =>
      next(
        context.kind === 'connect'
          ? one
          : { ...one, target: { ...one.target, scheme: 'http', host: '127.0.0.1', port } },
        context,
      ),
  }
}

async function securedThrough(proxy: TestProxy, client: { socket: Socket } & RawConnection): Promise<TLSSocket> {
  client.send('CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n')
  await client.until(/\r\n\r\n$/)
  client.socket.removeAllListeners('data')
  const secured = connectTls({ socket: client.socket, servername: 'example.test', ca: proxy.ca })
  secured.on('error', () => {})
  await new Promise((resolve) => secured.once('secureConnect', resolve))
  return secured
}

/** A real ClientHello, taken from a handshake that goes nowhere. */
function clientHello(): Promise<Buffer> {
  return new Promise((resolve) => {
    const nowhere = new Duplex({ read() {}, write: (chunk: Buffer, _encoding, done) => (resolve(chunk), done()) })
    connectTls({ socket: nowhere, servername: 'example.test' }).on('error', () => {})
  })
}
