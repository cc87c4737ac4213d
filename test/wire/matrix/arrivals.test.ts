/** Every way in, one request each, and whether the record says inside of what it came. */
import { type Server, type Socket, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listenTcp } from '../../support/servers.ts'
import { http2Client } from '../../support/matrix/client-http2.ts'
import { type Entrance, entrances, openTunnel, tlsInside, tlsToProxy } from '../../support/matrix/arrivals.ts'
import { type World, openWorld } from '../../support/matrix/world.ts'
import { answering, rawClient, rawConnection } from '../../support/raw.ts'
import { startProxy } from '../../support/proxy.ts'

let world: World
let count = 0

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Answers the next request for this path with its own path. */
async function answer(path: string): Promise<void> {
  const origin = await world.upstreams['1.1'].take(path)
  origin.respond({ status: 200, body: path.length })
  origin.write(Buffer.from(path))
  origin.finish()
}

function newPath(): string {
  return `/1.1/arrival-${++count}`
}

async function askHttp1(
  socket: Parameters<typeof rawConnection>[0],
  target: (path: string) => string,
  host: string,
): Promise<string> {
  const path = newPath()
  const client = rawConnection(socket)
  client.send(`GET ${target(path)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  await answer(path)
  await client.until((text) => text.endsWith(`\r\n\r\n${path}`))
  client.close()
  return path
}

async function askHttp2(
  socket: Parameters<typeof http2Client>[1],
  name: 'h2' | 'h2c',
  authority: string,
): Promise<string> {
  const path = newPath()
  const client = http2Client(name, socket)
  const call = client.ask({ authority, path })
  await answer(path)
  expect((await call.end()).body.toString()).toBe(path)
  client.close()
  return path
}

describe('without a tunnel', () => {
  test('absolute-form', async () => {
    const client = await rawClient(world.proxy.port)
    const path = await askHttp1(client.socket, (path) => `http://example.test${path}`, 'example.test')
    const exchange = await world.ended(path)
    expect(exchange).toMatchObject({ url: `http://example.test${path}`, client: { protocol: 'http/1.1' } })
    expect(exchange.parent).toBeUndefined()
    expect(exchange.client.tls).toBeUndefined()
  })

  test('absolute-form over TLS to the proxy', async () => {
    const path = await askHttp1(await tlsToProxy(world.proxy), (path) => `http://example.test${path}`, 'example.test')
    expect(await world.ended(path)).toMatchObject({
      url: `http://example.test${path}`,
      client: { tls: { version: 'TLSv1.3' } },
    })
  })

  test('origin-form to the own port is answered by the proxy itself', async () => {
    const client = await rawClient(world.proxy.port)
    client.send(`GET /status/418 HTTP/1.1\r\nHost: 127.0.0.1:${world.proxy.port}\r\n\r\n`)
    expect(await client.until(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 418 /)
    const { id } = await world.proxy.event('request', ({ url }) => url.endsWith('/status/418'))
    expect(await world.proxy.event('end', (event) => event.id === id)).toMatchObject({ outcome: 'complete' })
    client.close()
  })

  test('h2c by prior knowledge', async () => {
    const client = await rawClient(world.proxy.port)
    client.socket.removeAllListeners('data')
    const path = await askHttp2(client.socket, 'h2c', 'example.test')
    expect(await world.ended(path)).toMatchObject({ url: `http://example.test${path}`, client: { protocol: 'h2c' } })
  })
})

describe.each(entrances)('%s', (entrance) => {
  test('then plain HTTP/1', async () => {
    const tunnel = await openTunnel(entrance, world.proxy, 'example.test', 80)
    const path = await askHttp1(tunnel, (path) => path, 'example.test')
    await expectInside(entrance, path, `http://example.test${path}`, { protocol: 'http/1.1' })
  })

  test('then h2c', async () => {
    const tunnel = await openTunnel(entrance, world.proxy, 'example.test', 80)
    const path = await askHttp2(tunnel, 'h2c', 'example.test')
    await expectInside(entrance, path, `http://example.test${path}`, { protocol: 'h2c' })
  })

  test('then TLS and HTTP/1', async () => {
    const tunnel = await openTunnel(entrance, world.proxy, '127.0.0.1', world.upstreams.h2.port)
    const secured = await tlsInside(tunnel, world.proxy, 'sni.test', ['http/1.1'])
    const path = await askHttp1(secured, (path) => path, 'sni.test')
    await expectInside(entrance, path, `https://sni.test${path}`, {
      protocol: 'http/1.1',
      tls: { serverName: 'sni.test' },
    })
  })

  test('then TLS and h2', async () => {
    const tunnel = await openTunnel(entrance, world.proxy, '127.0.0.1', world.upstreams.h2.port)
    const secured = await tlsInside(tunnel, world.proxy, '127.0.0.1', ['h2', 'http/1.1'])
    expect(secured.alpnProtocol).toBe('h2')
    const path = await askHttp2(secured, 'h2', 'example.test')
    await expectInside(entrance, path, `https://example.test${path}`, { protocol: 'h2', tls: { alpn: 'h2' } })
  })

  test('then bytes of no protocol we know, the client first', async () => {
    await using origin = await listenTcp((socket) => socket.pipe(socket))
    const client = rawConnection(await openTunnel(entrance, world.proxy, '127.0.0.1', origin.port))
    client.send('\x00\x01echo\n')
    await client.until((text) => text === '\x00\x01echo\n')
    client.close()
    await expectTunnel(entrance, `127.0.0.1:${origin.port}`, { reason: 'not-http', bytesUp: 7, bytesDown: 7 })
  })

  test('then silence, and the server speaks first', async () => {
    await using origin = await listenTcp((socket) => {
      socket.write('220 ready\r\n')
      socket.pipe(socket)
    })
    const client = rawConnection(await openTunnel(entrance, world.proxy, '127.0.0.1', origin.port))
    await client.until(/220 ready\r\n$/)
    client.send('EHLO me\r\n')
    await client.until(/EHLO me\r\n$/)
    client.close()
    await expectTunnel(entrance, `127.0.0.1:${origin.port}`, { reason: 'server-first', bytesUp: 9, bytesDown: 20 })
  })
})

describe('IPv6 literals', () => {
  test.each(['absolute-form', ...entrances] as const)('%s', async (entrance) => {
    await using origin = await ipv6Origin()
    await using proxy = await startProxy()
    const tunnel =
      entrance === 'absolute-form'
        ? (await rawClient(proxy.port)).socket
        : await openTunnel(entrance, proxy, '::1', origin.port)
    const client = rawConnection(tunnel)
    const host = `[::1]:${origin.port}`
    client.send(`GET ${entrance === 'absolute-form' ? `http://${host}` : ''}/six HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    expect(await client.until(/ok$/)).toMatch(/^HTTP\/1\.1 200 /)
    client.close()
    const request = await proxy.event('request', ({ kind }) => kind === 'http')
    expect(request).toMatchObject({ url: `http://${host}/six` })
    await proxy.event('end', ({ id }) => id === request.id)
    expect(proxy.session.store.get(request.id)).toMatchObject({ upstream: { address: '::1', port: origin.port } })
  })
})

async function expectInside(entrance: Entrance, path: string, url: string, client: object): Promise<void> {
  const exchange = await world.ended(path)
  expect(exchange).toMatchObject({ url, client, outcome: 'complete' })
  // SOCKS is no exchange of HTTP, so there is nothing to be inside of.
  if (entrance === 'SOCKS5') return expect(exchange.parent).toBeUndefined()
  expect(world.proxy.session.store.get(exchange.parent!)).toMatchObject({
    kind: 'connect',
    method: 'CONNECT',
    outcome: 'complete',
  })
}

async function expectTunnel(entrance: Entrance, authority: string, facts: object): Promise<void> {
  const { tunnel } = await world.proxy.event('tunnel-closed', ({ tunnel }) => tunnel.authority === authority)
  expect(tunnel).toMatchObject(facts)
  if (entrance === 'SOCKS5') return expect(tunnel.parent).toBeUndefined()
  expect(world.proxy.session.store.get(tunnel.parent!)).toMatchObject({ kind: 'connect', url: authority })
}

async function ipv6Origin() {
  const sockets = new Set<Socket>()
  const answers = answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    answers(rawConnection(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
