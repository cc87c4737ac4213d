/** Opens WebSockets in every way a client can, and speaks on them. */
import type { Duplex } from 'node:stream'
import { rawClient, rawConnection } from '../raw.ts'
import { openTunnel, tlsInside, tlsToProxy } from './arrivals.ts'
import { http2Session } from './client-http2.ts'
import type { Served, UpstreamName } from './upstream.ts'
import { frame, key, readFrame } from './websocket.ts'
import type { World } from './world.ts'

const tunnelled = ['CONNECT', 'TLS to the proxy, CONNECT', 'SOCKS5'] as const
export const ways = [
  'plain',
  'TLS to the proxy',
  ...tunnelled,
  ...tunnelled.map((one) => `${one}, TLS` as const),
  'h2',
  'h2c',
] as const
export type Way = (typeof ways)[number]

/** What of a world a client must know. */
export type Place = { proxy: { port: number; ca: string }; upstreams: { h2: { port: number } } }

export type Opened = { socket: Duplex; origin: Duplex; served: Served; path: string; head: string }

export async function openWebSocket(world: World, way: Way, originName: UpstreamName, path: string): Promise<Opened> {
  if (way === 'h2' || way === 'h2c') {
    const asked = await extendedConnect(world, path, way)
    const served = await world.upstreams[originName].take(path)
    const origin = served.switch()
    const status = await asked.status
    if (status !== 200) throw new Error(`Expected 200, got ${status}`)
    return { socket: asked.stream, origin, served, path, head: '' }
  }
  const client = rawConnection(await connection(world, way))
  const target = way === 'plain' || way === 'TLS to the proxy' ? `http://ws.test${path}` : path
  client.send(upgrade(target))
  const served = await world.upstreams[originName].take(path)
  const origin = served.switch()
  const head = await client.until(/\r\n\r\n/)
  if (!head.startsWith('HTTP/1.1 101 ')) throw new Error(`Expected 101, got ${head}`)
  client.socket.removeAllListeners('data')
  return { socket: client.socket, origin, served, path, head }
}

function upgrade(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: ws.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`
}

export async function upgradeStatus(at: World, path: string): Promise<number> {
  const client = await rawClient(at.proxy.port)
  client.send(upgrade(`http://ws.test${path}`))
  const head = await client.until(/\r\n\r\n/)
  client.close()
  return Number(head.split(' ')[1])
}

async function connection({ proxy, upstreams }: World, way: Exclude<Way, 'h2' | 'h2c'>): Promise<Duplex> {
  if (way === 'plain') return (await rawClient(proxy.port)).socket
  if (way === 'TLS to the proxy') return tlsToProxy(proxy)
  const secured = way.endsWith(', TLS')
  const entrance = (secured ? way.slice(0, -5) : way) as (typeof tunnelled)[number]
  const tunnel = await openTunnel(entrance, proxy, '127.0.0.1', upstreams.h2.port)
  return secured ? tlsInside(tunnel, proxy, 'ws.test', ['http/1.1']) : tunnel
}

/** RFC 8441 §4: the peer must have announced it before it is asked. */
export async function extendedConnect(at: Place, path: string, way: 'h2' | 'h2c' = 'h2') {
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
  stream.on('wantTrailers', () => (stream as unknown as { sendTrailers(fields: object): void }).sendTrailers({}))
  stream.on('error', () => {})
  stream.on('close', () => session.close())
  const status = new Promise<number>((resolve) =>
    stream.once('response', (headers) => resolve(Number(headers[':status']))),
  )
  return { stream, status }
}

/** Sends every frame back unmasked, and ends after a close. */
export function echo(socket: Duplex): void {
  const source = new FrameSource(socket)
  void (async () => {
    for (;;) {
      const { opcode, payload } = await source.next()
      socket.write(frame(opcode, payload, false))
      if (opcode === 8) return socket.end()
    }
  })()
}

export class FrameSource {
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
