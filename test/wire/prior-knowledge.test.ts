/** HTTP/2 without TLS, as gRPC speaks it in development: by prior knowledge on both legs, and HTTP/1 where the origin has no other. */
import { type ClientHttp2Session, type ServerHttp2Session, connect, createServer } from 'node:http2'
import { createServer as createHttp1Server } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { describe, expect, test } from 'vitest'
import { settled, within } from '../support/abuse.ts'
import { startProxy } from '../support/proxy.ts'
import { rawClient } from '../support/raw.ts'

/** A gRPC server in miniature: the answer is the question, and its status is in the trailers. */
async function grpcOrigin() {
  const sessions = new Set<ServerHttp2Session>()
  const server = createServer()
  server.on('session', (session) => sessions.add(session))
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
    stream.pipe(stream)
  })
  const port = await listening(server as unknown as Server)
  const dispose = async () => {
    for (const session of sessions) session.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { port, sessions, [Symbol.asyncDispose]: dispose }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

/** Three ways in, each a session with the proxy that stands for the origin. */
const ways: [string, (proxy: number, origin: number) => Promise<ClientHttp2Session>][] = [
  ['CONNECT', (proxy, origin) => inside(proxy, `CONNECT 127.0.0.1:${origin} HTTP/1.1\r\nHost: a\r\n\r\n`, /\r\n\r\n$/)],
  [
    'SOCKS',
    (proxy, origin) =>
      inside(proxy, Buffer.from([5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, origin >> 8, origin & 255]), /^[^]{12}$/),
  ],
  ["the proxy's own port", async (proxy) => connect(`http://127.0.0.1:${proxy}`)],
]

async function inside(proxy: number, opening: string | Buffer, answer: RegExp): Promise<ClientHttp2Session> {
  const tunnel = await rawClient(proxy)
  tunnel.send(opening)
  await tunnel.until(answer)
  tunnel.socket.removeAllListeners('data')
  return connect('http://127.0.0.1', { createConnection: () => tunnel.socket })
}

function call(session: ClientHttp2Session, port: number, message: string) {
  const stream = session.request({
    ':method': 'POST',
    ':path': '/echo.Echo/Say',
    ':authority': `127.0.0.1:${port}`,
    te: 'trailers',
    'content-type': 'application/grpc',
  })
  const seen = { status: 0, text: '', trailers: {} as Record<string, unknown> }
  stream.on('response', (head) => (seen.status = head[':status'] ?? 0))
  stream.on('data', (chunk: Buffer) => (seen.text += chunk.toString()))
  stream.on('trailers', (trailers) => (seen.trailers = { ...trailers }))
  stream.end(message)
  return new Promise<typeof seen>((resolve, reject) => stream.on('close', () => resolve(seen)).on('error', reject))
}

describe.each(ways)('through %s', (_name, open) => {
  test('gRPC reaches a plain gRPC server, over one connection', async () => {
    await using origin = await grpcOrigin()
    await using proxy = await startProxy()
    const session = await open(proxy.port, origin.port)
    for (const message of ['one', 'two']) {
      expect(await within(3_000, 'an answer', call(session, origin.port, message))).toMatchObject({
        status: 200,
        text: message,
        trailers: { 'grpc-status': '0' },
      })
    }
    expect(origin.sessions.size).toBe(1)
    session.destroy()
    const ends = await settled(proxy)
    expect((await proxy.ended(ends.length - 1)).upstream).toMatchObject({ protocol: 'h2c', reused: true })
  })

  test('an origin that has HTTP/1 alone is found out once, and spoken to in that', async () => {
    let connections = 0
    const server = createHttp1Server((request, response) => void request.pipe(response))
    server.on('connection', () => connections++)
    const port = await listening(server)
    await using proxy = await startProxy()
    const session = await open(proxy.port, port)
    for (const message of ['one', 'two']) {
      expect(await within(3_000, 'an answer', call(session, port, message))).toMatchObject({
        status: 200,
        text: message,
      })
    }
    // One was refused, one carried both.
    expect(connections).toBe(2)
    session.destroy()
    const ends = await settled(proxy)
    expect((await proxy.ended(ends.length - 1)).upstream).toMatchObject({ protocol: 'http/1.1', reused: true })
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
})
