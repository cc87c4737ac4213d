/** Behaviours that a hostile reader of the contract found wanting. */
import { once } from 'node:events'
import { connect as connectHttp2, createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startProxy } from '../support/proxy.ts'
import { openTunnel, tlsInside } from '../support/matrix/arrivals.ts'
import { rawClient, rawConnection, rawOrigin } from '../support/raw.ts'
import { selfSigned } from '../support/certificates.ts'

describe('an origin that has only h2', () => {
  test('is reached by an HTTP/1 client: the request is translated', async () => {
    const server = createSecureServer({ ...selfSigned({ names: ['localhost'] }), ALPNProtocols: ['h2'] })
    server.on('stream', (stream) => {
      stream.respond({ ':status': 200 })
      stream.end('h2 only')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await using proxy = await startProxy({ upstream: { insecure: true } })
    for (const turn of [0, 1]) {
      const client = await rawClient(proxy.port)
      client.send(`GET https://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
      expect((await client.ended()).text).toMatch(/^HTTP\/1\.1 200 OK\r\n.*h2 only/s)
      expect((await proxy.ended(turn)).upstream!.protocol).toBe('h2')
    }
    server.close()
  })
})

describe('h2c to the proxy itself', () => {
  test.each(['https', 'ftp'])('a request for %s is not sent in clear', async (scheme) => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const session = connectHttp2(`http://127.0.0.1:${proxy.port}`)
    const stream = session.request([
      ':method',
      'GET',
      ':scheme',
      scheme,
      ':authority',
      `127.0.0.1:${origin.port}`,
      ':path',
      '/',
    ] as never)
    const status = new Promise((resolve) => stream.on('response', (headers) => resolve(headers[':status'])))
    stream.resume()
    // What a TLS client says first is no HTTP request; for ftp nothing is dialled at all.
    if (scheme === 'https') {
      const connection = await origin.connection()
      await connection.until((text) => text.length > 5)
      expect(connection.received().charCodeAt(0)).toBe(0x16)
      connection.close()
    }
    expect(await status).toBe(scheme === 'https' ? 502 : 400)
    session.destroy()
  })
})

test('an exchange that the end of the session cuts is recorded as such', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(`GET http://127.0.0.1:${origin.port}/wait HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\n`)
  await (await origin.connection()).until(/\r\n\r\n$/)
  await proxy.session.close(0)
  const { outcome, error } = await proxy.ended()
  expect({ outcome, code: error?.code }).toEqual({ outcome: 'refused', code: 'shutdown' })
})

test.each(['0.0.0.0', '[::ffff:127.0.0.1]', '127.0.0.1', 'localhost'])(
  'a request for the proxy itself as %s is a loop',
  async (host) => {
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(`GET http://${host}:${proxy.port}/ HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await client.until(/\r\n\r\n/)).toMatch(/proxy_loop_detected/)
    client.close()
  },
)

test('an upstream that said GOAWAY and keeps its side open is let go when the session ends', async () => {
  const server = createSecureServer({ ...selfSigned({ names: ['localhost'] }), ALPNProtocols: ['h2'] })
  const sockets: { destroyed: boolean; once(event: 'close', run: () => void): void }[] = []
  server.on('connection', (socket) => sockets.push(socket))
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200 })
    stream.end('bye')
    stream.session!.goaway(0)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const proxy = await startProxy({ upstream: { insecure: true } })
  const client = await rawClient(proxy.port)
  client.send(`GET https://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
  await client.ended()
  const gone = new Promise<void>((resolve) => (sockets[0]!.destroyed ? resolve() : sockets[0]!.once('close', resolve)))
  await proxy[Symbol.asyncDispose]()
  await gone
  server.close()
})

test('a TLS client that names HTTP/1.0 and nothing else is served', async () => {
  await using proxy = await startProxy()
  for (const [offered, chosen] of [
    [['http/1.0'], 'http/1.0'],
    [['http/1.0', 'http/1.1'], 'http/1.1'],
  ] as const) {
    const inside = await tlsInside(
      await openTunnel('CONNECT', proxy, 'middlebox.test', 443),
      proxy,
      'middlebox.test',
      offered,
    )
    expect(inside.alpnProtocol).toBe(chosen)
    const client = rawConnection(inside)
    client.send('GET /status/204 HTTP/1.0\r\n\r\n')
    expect((await client.ended()).text).toMatch(/^HTTP\/1\.1 204 /)
  }
})
