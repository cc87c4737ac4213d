/** Peers that stop reading, stop writing, or leave half of a connection open: memory stays bounded and the other side hears of it. */
import { connect as connectTls } from 'node:tls'
import { expect, test } from 'vitest'
import { endings, resetNow, serves, settled, toOrigin, until, within } from '../../support/abuse.ts'
import { preface, request, settings, settingsAck } from '../../support/http2-frames.ts'
import { startProxy } from '../../support/proxy.ts'
import { type RawConnection, answering, rawClient, rawOrigin } from '../../support/raw.ts'

/** What kernel buffers on both legs may take, on top of what the proxy holds. */
const bound = 32 * 1024 * 1024

/** Writes as fast as the peer takes it; returns the bytes handed over so far. */
function pour(connection: RawConnection, bytes: number): () => number {
  const piece = Buffer.alloc(65_536, 'x')
  let sent = 0
  const go = (): void => {
    while (sent < bytes && !connection.socket.destroyed) {
      sent += piece.length
      if (!connection.socket.write(piece)) return
    }
  }
  connection.socket.on('drain', go)
  go()
  return () => sent - connection.socket.writableLength
}

/** Resolves when the number has not changed for 100 ms. */
async function still(count: () => number): Promise<number> {
  let last = -1
  while (count() !== last) {
    last = count()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return last
}

const huge = 1024 * 1024 * 1024

test('a client that never reads a huge answer holds the origin back; when it goes, the origin is let go', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.socket.pause()
  client.send(toOrigin(origin.port))
  const upstream = await origin.connection()
  await upstream.until(/\r\n\r\n/)
  upstream.send(`HTTP/1.1 200 OK\r\nContent-Length: ${huge}\r\n\r\n`)
  const before = process.memoryUsage().rss
  const sent = await still(pour(upstream, huge))
  expect(sent).toBeGreaterThan(65_536)
  expect(sent).toBeLessThan(bound)
  expect(process.memoryUsage().rss - before).toBeLessThan(4 * bound)
  expect(endings(proxy)).toEqual([])
  await serves(proxy)
  client.close()
  await within(3_000, 'the upstream to be closed', upstream.ended())
  await settled(proxy)
  expect((await proxy.ended(1)).outcome).toBe('client_abort')
})

test('an origin that never reads an upload holds the client back; when it goes, the client hears of it', async () => {
  await using origin = await rawOrigin((connection) => void connection.socket.pause())
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port, 'POST', '/', `Content-Length: ${huge}\r\n`))
  const upstream = await origin.connection()
  const sent = await still(pour(client, huge))
  expect(sent).toBeGreaterThan(65_536)
  expect(sent).toBeLessThan(bound)
  await serves(proxy)
  upstream.close()
  expect(await within(3_000, 'an answer', client.until(/\r\n\r\n/))).toMatch(/^HTTP\/1\.1 502 /)
  client.close()
  await settled(proxy)
  expect((await proxy.ended(1)).outcome).toMatch(/^(upstream_error|client_abort)$/)
})

test('a client that resets while its upload is held back ends the exchange once the origin reads on', async () => {
  await using origin = await rawOrigin((connection) => void connection.socket.pause())
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port, 'POST', '/', `Content-Length: ${huge}\r\n`))
  const upstream = await origin.connection()
  await still(pour(client, huge))
  resetNow(client)
  upstream.socket.resume()
  await within(3_000, 'the upstream to be closed', upstream.ended())
  await settled(proxy)
  expect((await proxy.ended()).outcome).toBe('client_abort')
})

// The origin never takes another byte: what notices the reset is our own look at the socket.
test('a client that resets while its upload is held back is noticed although the origin takes nothing', async () => {
  await using origin = await rawOrigin((connection) => void connection.socket.pause())
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port, 'POST', '/', `Content-Length: ${huge}\r\n`))
  await origin.connection()
  await still(pour(client, huge))
  resetNow(client)
  await settled(proxy)
  expect((await proxy.ended()).outcome).toBe('client_abort')
})

test('also when it came over TLS', async () => {
  await using origin = await rawOrigin((connection) => void connection.socket.pause())
  await using proxy = await startProxy()
  const { socket } = await rawClient(proxy.port)
  socket.removeAllListeners('data')
  const secured = connectTls({ socket, ca: proxy.ca, host: '127.0.0.1', servername: '' })
  secured.on('error', () => {})
  secured.write(toOrigin(origin.port, 'POST', '/', `Content-Length: ${huge}\r\n`))
  await origin.connection()
  await still(pour({ socket: secured } as unknown as RawConnection, huge))
  socket.resetAndDestroy()
  await settled(proxy)
  expect((await proxy.ended()).outcome).toBe('client_abort')
})

test('a client that pipelines for ever and never reads is held back', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.socket.pause()
  const request = 'GET /bytes/100000 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n'
  const many = Buffer.from(request.repeat(1_000))
  let sent = 0
  const go = (): void => {
    while (!client.socket.destroyed && sent < huge) {
      sent += many.length
      if (!client.socket.write(many)) return
    }
  }
  client.socket.on('drain', go)
  go()
  await still(() => sent)
  expect(sent).toBeLessThan(bound)
  expect(endings(proxy).length).toBeLessThan(2_000)
  await serves(proxy)
  client.close()
  await settled(proxy)
})

test('a client that sends FIN long before the answer ends is gone', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  const upstream = await origin.connection()
  await upstream.until(/\r\n\r\n/)
  upstream.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome')
  await client.until(/some$/)
  await new Promise((resolve) => setTimeout(resolve, 150))
  client.socket.end()
  await within(2_000, 'the upstream to be closed', upstream.ended())
  await settled(proxy)
  expect(await proxy.ended()).toMatchObject({ outcome: 'client_abort', responseBody: { size: 4 } })
  client.close()
})

test('a tunnel whose client stops reading holds its server back, and ends with it', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy({ ignoreHosts: ['127.0.0.1'] })
  const client = await rawClient(proxy.port)
  client.send(`CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: a\r\n\r\n`)
  await client.until(/\r\n\r\n$/)
  client.socket.pause()
  const upstream = await origin.connection()
  const sent = await still(pour(upstream, huge))
  expect(sent).toBeLessThan(bound)
  client.close()
  await within(3_000, 'the server to be closed', upstream.ended())
  await until(() => proxy.events.some(({ type }) => type === 'tunnel-closed'), 'the tunnel to end')
  await settled(proxy)
})

test('a half-closed tunnel carries the other direction on', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy({ ignoreHosts: ['127.0.0.1'] })
  const client = await rawClient(proxy.port)
  client.send(`CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: a\r\n\r\n`)
  await client.until(/\r\n\r\n$/)
  const upstream = await origin.connection()
  client.socket.end('last words')
  expect(await within(2_000, 'the FIN', upstream.ended())).toEqual({ text: 'last words', how: 'fin' })
  upstream.send('an answer')
  await client.until(/an answer$/)
  upstream.socket.end()
  await until(() => proxy.events.some(({ type }) => type === 'tunnel-closed'), 'the tunnel to end')
  client.close()
})

test('a client that sends and leaves while its tunnel is being dialled leaves no tunnel behind', async () => {
  await using origin = await rawOrigin((connection) => void connection.socket.on('end', () => connection.socket.end()))
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(`CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: a\r\n\r\n`)
  await client.until(/\r\n\r\n$/)
  client.socket.end('\x00 not http')
  expect((await within(2_000, 'the FIN', (await origin.connection()).ended())).text).toBe('\x00 not http')
  await until(() => proxy.events.some(({ type }) => type === 'tunnel-closed'), 'the tunnel to end')
  await within(2_000, 'the connection to be closed', client.ended())
  client.close()
})

test('an HTTP/2 client that ends its side while it waits is gone', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(Buffer.concat([preface, settings(), settingsAck, request(1, `127.0.0.1:${origin.port}`)]))
  const upstream = await origin.connection()
  await upstream.until(/\r\n\r\n/)
  client.socket.end()
  await within(2_000, 'the upstream to be closed', upstream.ended())
  await settled(proxy)
  expect((await proxy.ended()).outcome).toBe('client_abort')
  client.close()
})

/** The answers that two pipelined requests and a FIN in the same packet get. */
async function answersToPipelined(make: (port: number) => string): Promise<number> {
  await using origin = await rawOrigin(answering('HTTP/1.1 204 No Content\r\n\r\n'))
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.socket.end(make(origin.port).repeat(2))
  const { text } = await within(2_000, 'the connection to be closed', client.ended())
  await settled(proxy)
  client.close()
  return text.split('HTTP/1.1 204 ').length - 1
}

test('two pipelined requests answered here and a FIN at once get two answers', async () => {
  expect(await answersToPipelined(() => 'GET /status/204 HTTP/1.1\r\nHost: a\r\n\r\n')).toBe(2)
})

test('two pipelined requests to an origin and a FIN at once get two answers', async () => {
  expect(await answersToPipelined((port) => toOrigin(port))).toBe(2)
})

test('a WebSocket over TLS whose client says goodbye and resets leaves nothing behind', async () => {
  await using origin = await rawOrigin((connection) => {
    void connection
      .until(/\r\n\r\n/)
      .then(() =>
        connection.send(
          'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x02hi',
        ),
      )
    connection.socket.on('end', () => connection.socket.end())
  })
  await using proxy = await startProxy({}, [
    {
      name: 'to-plain',
      handle: (one, next, context) =>
        next(
          context.kind === 'connect'
            ? one
            : { ...one, target: { ...one.target, scheme: 'http', host: '127.0.0.1', port: origin.port } },
          context,
        ),
    },
  ])
  const tcp = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
  const before = tcp()
  const client = await rawClient(proxy.port)
  client.send('CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n')
  await client.until(/\r\n\r\n$/)
  client.socket.removeAllListeners('data')
  const secured = connectTls({ socket: client.socket, servername: 'example.test', ca: proxy.ca })
  secured.on('error', () => {})
  secured.write(
    'GET / HTTP/1.1\r\nHost: example.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  )
  await new Promise((resolve) => secured.once('data', resolve))
  client.socket.resetAndDestroy()
  await settled(proxy)
  await until(() => tcp() <= before, 'every socket to be closed', 4_000)
})
