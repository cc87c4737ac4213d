/** WebSockets: every way in, to origins of HTTP/1 and HTTP/2, and across both; frames, closes and backpressure. */
import { constants } from 'node:http2'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { legHeads } from '../../../src/kit/legs.ts'
import { openTunnel, tlsInside, tlsToProxy } from '../../support/matrix/arrivals.ts'
import { http2Session } from '../../support/matrix/client-http2.ts'
import { valuesOf } from '../../support/matrix/message.ts'
import type { Served, UpstreamName } from '../../support/matrix/upstream.ts'
import { acceptFor, closeFrame, frame, key, readFrame } from '../../support/matrix/websocket.ts'
import { type World, openWorld } from '../../support/matrix/world.ts'
import { rawClient, rawConnection } from '../../support/raw.ts'

let world: World
let count = 0

beforeAll(async () => {
  world = await openWorld(true)
})
afterAll(() => world.close())

const tunnelled = ['CONNECT', 'TLS to the proxy, CONNECT', 'SOCKS5'] as const
const ways = [
  'plain',
  'TLS to the proxy',
  ...tunnelled,
  ...tunnelled.map((one) => `${one}, TLS` as const),
  'h2',
  'h2c',
] as const
type Way = (typeof ways)[number]
const origins: readonly UpstreamName[] = ['1.1', 'h2', 'h2c']
const cells = ways.flatMap((way) => origins.map((origin): [Way, UpstreamName] => [way, origin]))

describe.each(cells)('%s × %s', (way, originName) => {
  test('messages both ways, then a close with its code', async () => {
    const { socket, origin, path } = await open(way, originName)
    echo(origin)
    const reader = new FrameSource(socket)
    for (const text of ['hello', 'x'.repeat(40_000)]) {
      socket.write(frame(1, Buffer.from(text), true))
      expect((await reader.next()).payload.toString()).toBe(text)
    }
    socket.write(closeFrame(4321, 'enough', true))
    const close = await reader.next()
    expect(close.opcode).toBe(8)
    expect(close.payload.readUInt16BE()).toBe(4321)
    socket.end()
    const exchange = await world.ended(path)
    expect(exchange).toMatchObject({ kind: 'websocket', outcome: 'complete', messageCount: { up: 3, down: 3 } })
    expect(exchange.messages.map(({ direction, kind, size }) => `${direction} ${kind} ${size}`)).toEqual([
      'up text 5',
      'down text 5',
      'up text 40000',
      'down text 40000',
      'up close 8',
      'down close 8',
    ])
  })

  test('a client that breaks off ends the origin, an origin that breaks off ends the client', async () => {
    const first = await open(way, originName)
    const gone = new Promise((resolve) => first.origin.once('end', resolve).once('close', resolve))
    first.origin.on('error', () => {})
    first.origin.resume()
    first.socket.destroy()
    await gone
    // A FIN is but half a close: this origin adds its own.
    first.origin.end()
    expect((await world.ended(first.path)).outcome).toMatch(/^(complete|client_abort)$/)

    const second = await open(way, originName)
    const ended = new Promise((resolve) => second.socket.once('close', resolve))
    second.socket.on('error', () => {})
    second.socket.resume()
    second.served.reset(constants.NGHTTP2_CANCEL)
    await ended
    expect(await world.ended(second.path)).toMatchObject({ outcome: 'upstream_error' })
  })
})

test.each<[Way, UpstreamName]>([
  ['plain', '1.1'],
  ['h2', '1.1'],
  ['CONNECT, TLS', 'h2'],
  ['h2c', 'h2c'],
])('a slow reader holds the origin back: %s × %s', async (way, originName) => {
  const { socket, origin } = await open(way, originName)
  socket.pause()
  const size = 128 * 1024
  const message = frame(2, Buffer.alloc(60_000), false)
  let written = 0
  let stalled = false
  const write = (): void => {
    stalled = false
    while (written < size * message.length && origin.write(message)) written += message.length
    stalled = true
  }
  origin.on('drain', write)
  write()
  // Nothing tells that nothing more is taken but time without a drain.
  for (let before = -1; before !== written || !stalled;) {
    before = written
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  // What the kernel holds in four socket buffers, and a little of ours.
  expect(written).toBeLessThan(24 * 1024 * 1024)
  socket.destroy()
  origin.destroy()
})

describe('heads across versions', () => {
  test('an extended CONNECT becomes an upgrade with a key of our own, each change with its cause', async () => {
    const { served, path, socket } = await open('h2', '1.1')
    expect(served.head.line).toBe(`GET ${path} HTTP/1.1`)
    expect(valuesOf(served.head.fields, 'upgrade')).toEqual(['websocket'])
    expect(valuesOf(served.head.fields, 'connection')).toEqual(['Upgrade'])
    expect(Buffer.from(valuesOf(served.head.fields, 'sec-websocket-key')[0]!, 'base64')).toHaveLength(16)
    expect(valuesOf(served.head.fields, 'sec-websocket-version')).toEqual(['13'])
    socket.end()
    served.close()
    const exchange = await world.ended(path)
    const causes = exchange.hops.flatMap(({ request }) => request.map(({ name, cause }) => `${name} ${cause}`))
    expect(causes).toEqual(expect.arrayContaining([':method h1-h2', ':protocol h1-h2', 'Sec-WebSocket-Key h1-h2']))
    const [client, origin] = legHeads(exchange)
    expect(origin!.request).toMatchObject({ method: 'GET', version: '1.1' })
    expect(origin!.request!.protocol).toBeUndefined()
    expect(origin!.response!.status).toBe(101)
    expect(client!.response!.status).toBe(200)
    expect(client!.response!.fields.join().toLowerCase()).not.toMatch(/accept|upgrade/)
  })

  test('an upgrade becomes an extended CONNECT, and its 200 a 101 with the accept of the key', async () => {
    const { served, path, socket, head } = await open('plain', 'h2c')
    expect(served.head.pseudo).toMatchObject({
      ':method': 'CONNECT',
      ':protocol': 'websocket',
      ':scheme': 'http',
      ':path': path,
    })
    expect(valuesOf(served.head.fields, 'sec-websocket-key')).toEqual([])
    expect(valuesOf(served.head.fields, 'upgrade')).toEqual([])
    expect(head).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/)
    expect(head).toContain(`Sec-WebSocket-Accept: ${acceptFor(key)}\r\n`)
    socket.end()
    served.close()
    const [client, origin] = legHeads(await world.ended(path))
    expect(client!.response!.status).toBe(101)
    expect(origin!.response!.status).toBe(200)
    expect(origin!.request).toMatchObject({ method: 'CONNECT', protocol: 'websocket' })
  })

  test('an origin that accepts another key is refused', async () => {
    const path = `/1.1/ws-${++count}`
    const stream = await extendedConnect(path)
    const served = await world.upstreams['1.1'].take(path)
    served.respond({
      status: 101,
      fields: [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Accept', 'wrong'],
      ],
    })
    expect(await stream.status).toBe(502)
    expect(await world.ended(path)).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_malformed' } })
    expect(await served.gone()).toMatch(/fin|reset/)
  })

  test('an answer of 200 without a switch is no WebSocket over h2', async () => {
    const path = `/1.1/ws-${++count}`
    const stream = await extendedConnect(path)
    const served = await world.upstreams['1.1'].take(path)
    served.respond({ status: 200, body: 2 })
    expect(await stream.status).toBe(502)
  })

  test.each(['plain', 'h2'] as const)('a refusal comes through: %s', async (way) => {
    const path = `/1.1/ws-${++count}`
    const asked = way === 'h2' ? (await extendedConnect(path)).status : upgradeStatus(path)
    const served = await world.upstreams['1.1'].take(path)
    served.respond({ status: 403, body: 0 })
    expect(await asked).toBe(403)
    expect(await world.ended(path)).toMatchObject({ outcome: 'complete', status: 403 })
  })
})

describe('an h2 origin that does not offer WebSockets', () => {
  test.each(['plain', 'h2'] as const)('is a 502 with the reason: %s', async (way) => {
    const without = await openWorld()
    const path = '/h2c/ws'
    const status = way === 'h2' ? (await extendedConnect(path, without)).status : upgradeStatus(path, without)
    expect(await status).toBe(502)
    const exchange = await without.ended(path)
    expect(exchange).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_h2' } })
    expect(exchange.error!.message).toContain('RFC 8441')
    await without.close()
  })
})

type Opened = { socket: Duplex; origin: Duplex; served: Served; path: string; head: string }

async function open(way: Way, originName: UpstreamName): Promise<Opened> {
  const path = `/${originName}/ws-${++count}`
  if (way === 'h2' || way === 'h2c') {
    const asked = await extendedConnect(path, world, way)
    const served = await world.upstreams[originName].take(path)
    const origin = served.switch()
    expect(await asked.status).toBe(200)
    return { socket: asked.stream, origin, served, path, head: '' }
  }
  const client = rawConnection(await connection(way))
  const target = way === 'plain' || way === 'TLS to the proxy' ? `http://ws.test${path}` : path
  client.send(upgrade(target))
  const served = await world.upstreams[originName].take(path)
  const origin = served.switch()
  const head = await client.until(/\r\n\r\n/)
  expect(head).toMatch(/^HTTP\/1\.1 101 /)
  client.socket.removeAllListeners('data')
  return { socket: client.socket, origin, served, path, head }
}

function upgrade(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: ws.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`
}

async function upgradeStatus(path: string, at: World = world): Promise<number> {
  const client = await rawClient(at.proxy.port)
  client.send(upgrade(`http://ws.test${path}`))
  const head = await client.until(/\r\n\r\n/)
  client.close()
  return Number(head.split(' ')[1])
}

async function connection(way: Exclude<Way, 'h2' | 'h2c'>): Promise<Duplex> {
  const { proxy, upstreams } = world
  if (way === 'plain') return (await rawClient(proxy.port)).socket
  if (way === 'TLS to the proxy') return tlsToProxy(proxy)
  const secured = way.endsWith(', TLS')
  const entrance = (secured ? way.slice(0, -5) : way) as (typeof tunnelled)[number]
  const tunnel = await openTunnel(entrance, proxy, '127.0.0.1', upstreams.h2.port)
  return secured ? tlsInside(tunnel, proxy, 'ws.test', ['http/1.1']) : tunnel
}

/** RFC 8441 §4: the peer must have announced it before it is asked. */
async function extendedConnect(path: string, at: World = world, way: 'h2' | 'h2c' = 'h2') {
  const { proxy, upstreams } = at
  const socket =
    way === 'h2c'
      ? (await rawClient(proxy.port)).socket
      : await tlsInside(await openTunnel('CONNECT', proxy, '127.0.0.1', upstreams.h2.port), proxy, 'ws.test', ['h2'])
  socket.removeAllListeners('data')
  const session = http2Session(socket, 'https')
  await new Promise((resolve) => session.once('remoteSettings', resolve))
  const scheme = way === 'h2' ? 'https' : 'http'
  const head = [
    ':method',
    'CONNECT',
    ':protocol',
    'websocket',
    ':scheme',
    scheme,
    ':authority',
    'ws.test',
    ':path',
    path,
    'sec-websocket-version',
    '13',
  ]
  const stream = session.request(head as never, { endStream: false, waitForTrailers: true })
  stream.on('wantTrailers', () => void (stream as unknown as { sendTrailers(fields: object): void }).sendTrailers({}))
  stream.on('error', () => {})
  stream.on('close', () => session.close())
  const status = new Promise<number>((resolve) =>
    stream.once('response', (headers) => resolve(Number(headers[':status']))),
  )
  return { stream, status }
}

/** Sends every frame back unmasked, and ends after a close. */
function echo(socket: Duplex): void {
  const source = new FrameSource(socket)
  void (async () => {
    for (;;) {
      const { opcode, payload } = await source.next()
      socket.write(frame(opcode, payload, false))
      if (opcode === 8) return socket.end()
    }
  })()
}

class FrameSource {
  #bytes = Buffer.alloc(0)
  #wake: (() => void) | undefined

  constructor(socket: Duplex) {
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk])
      this.#wake?.()
    })
    socket.resume()
  }

  async next(): Promise<{ opcode: number; payload: Buffer }> {
    for (;;) {
      const found = readFrame(this.#bytes)
      if (found !== undefined) {
        this.#bytes = this.#bytes.subarray(found.size)
        return found
      }
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
