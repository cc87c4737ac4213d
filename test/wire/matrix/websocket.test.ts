/** WebSockets: every way in, to origins of HTTP/1 and HTTP/2, and across both; frames, closes and backpressure. */
import type { IncomingMessage } from 'node:http'
import { constants, createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { legHeads } from '../../../src/kit/legs.ts'
import { valuesOf } from '../../support/matrix/message.ts'
import type { UpstreamName } from '../../support/matrix/upstream.ts'
import { acceptFor, closeFrame, frame, key } from '../../support/matrix/websocket.ts'
import {
  FrameSource,
  type Opened,
  type Way,
  echo,
  extendedConnect,
  openWebSocket,
  upgradeStatus,
  ways,
} from '../../support/matrix/websocket-client.ts'
import { type World, openWorld } from '../../support/matrix/world.ts'
import { selfSigned } from '../../support/certificates.ts'
import { startProxy } from '../../support/proxy.ts'

let world: World
let count = 0

function open(way: Way, originName: UpstreamName): Promise<Opened> {
  return openWebSocket(world, way, originName, `/${originName}/ws-${++count}`)
}

beforeAll(async () => {
  world = await openWorld(true)
})
afterAll(() => world.close())

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
    const stream = await extendedConnect(world, path)
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
    const stream = await extendedConnect(world, path)
    const served = await world.upstreams['1.1'].take(path)
    served.respond({ status: 200, body: 2 })
    expect(await stream.status).toBe(502)
  })

  test.each(['plain', 'h2'] as const)('a refusal comes through: %s', async (way) => {
    const path = `/1.1/ws-${++count}`
    const asked = way === 'h2' ? (await extendedConnect(world, path)).status : upgradeStatus(world, path)
    const served = await world.upstreams['1.1'].take(path)
    served.respond({ status: 403, body: 0 })
    expect(await asked).toBe(403)
    expect(await world.ended(path)).toMatchObject({ outcome: 'complete', status: 403 })
  })
})

describe('an h2 origin that does not offer WebSockets', () => {
  test('is asked over HTTP/1 on a connection of its own, where it speaks that too', async () => {
    const server = createSecureServer({ ...selfSigned({ names: ['127.0.0.1'] }), allowHTTP1: true })
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      const accept = acceptFor(request.headers['sec-websocket-key']!)
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      )
      echo(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await using proxy = await startProxy({ upstream: { insecure: true } })
    const { stream, status } = await extendedConnect({ proxy, upstreams: { h2: { port } } }, '/own')
    expect(await status).toBe(200)
    const reader = new FrameSource(stream)
    stream.write(frame(1, Buffer.from('hello'), true))
    expect((await reader.next()).payload.toString()).toBe('hello')
    stream.write(closeFrame(1000, '', true))
    expect((await reader.next()).opcode).toBe(8)
    stream.end()
    const { id } = await proxy.event('request', ({ kind }) => kind === 'websocket')
    await proxy.event('end', (event) => event.id === id)
    expect(proxy.session.store.get(id)).toMatchObject({
      outcome: 'complete',
      upstream: { protocol: 'http/1.1', reused: false },
    })
    server.close()
  })

  test.each(['plain', 'h2'] as const)('is a 502 with the reason: %s', async (way) => {
    const without = await openWorld()
    const path = '/h2c/ws'
    const status = way === 'h2' ? (await extendedConnect(without, path)).status : upgradeStatus(without, path)
    expect(await status).toBe(502)
    const exchange = await without.ended(path)
    expect(exchange).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_h2' } })
    expect(exchange.error!.message).toContain('RFC 8441')
    await without.close()
  })
})
