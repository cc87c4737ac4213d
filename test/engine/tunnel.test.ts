/** Opaque tunnels: bytes untouched both ways, counted, with their beginning, end and reason on record. */
import { describe, expect, test } from 'vitest'
import { TunnelRecord, openTunnel, relayTunnel, tryServerFirst } from '../../src/engine/tunnel.ts'
import type { Dialed } from '../../src/engine/upstream/dialler.ts'
import { SocketChannel } from '../../src/engine/upstream/socket-channel.ts'
import type { Upstreams } from '../../src/engine/upstream/upstreams.ts'
import type { Failure } from '../../src/model/message.ts'
import { type SocketPair, arrivalOf, socketPair, testCore, until } from '../support/core.ts'

const arrival = arrivalOf({ authority: { host: '::1', port: 22 }, parent: '7' })
const timings = { dns: null, connect: 1, tls: null }
const refused: Failure = { code: 'connect_refused', message: 'a.test refused', leg: 'upstream' }

/** A client, an origin, and the dial between them, which the test lets succeed. */
async function world() {
  const client = await socketPair()
  const origin = await socketPair()
  const core = testCore()
  const dial = Promise.withResolvers<void>()
  const asked: (AbortSignal | undefined)[] = []
  const upstreams = {
    async tunnel(_host: string, _port: number, signal?: AbortSignal) {
      asked.push(signal)
      await dial.promise
      return { dialed: dialedTo(origin) }
    },
  } as unknown as Upstreams
  const dispose = async () => {
    await client[Symbol.asyncDispose]()
    await origin[Symbol.asyncDispose]()
  }
  return { client, origin, core, upstreams, asked, reach: dial.resolve, [Symbol.asyncDispose]: dispose }
}

function dialedTo(origin: SocketPair): Dialed {
  return {
    socket: origin.near,
    tcp: origin.near,
    address: '192.0.2.1',
    port: 22,
    alpn: undefined,
    absoluteForm: false,
    timings,
    attempts: [],
  }
}

const unreachable = {
  tunnel: async () => ({ error: { failure: refused, timings, attempts: [] } }),
} as unknown as Upstreams

describe('a tunnel', () => {
  test('passes bytes both ways and half a close, and counts', async () => {
    await using given = await world()
    given.reach()
    await openTunnel(given.core, given.upstreams, given.client.near, Buffer.from('early '), arrival, 'not-http')
    given.client.far.send('late')
    await given.origin.far.until(/^early late$/)
    given.client.far.socket.end()
    await given.origin.far.ended()
    given.origin.far.send('answer after the FIN')
    given.origin.far.socket.end()
    expect(await given.client.far.ended()).toEqual({ text: 'answer after the FIN', how: 'fin' })
    await until(() => given.core.of('tunnel-closed').length > 0)
    const upstream = { address: '192.0.2.1', port: 22, protocol: 'http/1.1', reused: false }
    const facts = { authority: '[::1]:22', reason: 'not-http', parent: '7', upstream }
    expect(given.core.of('tunnel-opened')).toMatchObject([{ tunnel: { ...facts, bytesUp: 0, bytesDown: 0 } }])
    const [closed] = given.core.of('tunnel-closed')
    expect(closed!.tunnel).toMatchObject({
      ...facts,
      id: given.core.of('tunnel-opened')[0]!.tunnel.id,
      bytesUp: 10,
      bytesDown: 20,
    })
    expect(closed!.tunnel).not.toHaveProperty('error')
  })

  test('whose client just goes has no error; one whose origin resets has', async () => {
    await using left = await world()
    relayTunnel(left.core, left.client.near, undefined, arrival, new SocketChannel(left.origin.near), 'ignored')
    left.client.far.socket.resetAndDestroy()
    await until(() => left.core.of('tunnel-closed').length > 0)
    expect(left.core.of('tunnel-closed')[0]!.tunnel).not.toHaveProperty('error')
    await left.origin.far.ended()

    await using broken = await world()
    relayTunnel(broken.core, broken.client.near, undefined, arrival, new SocketChannel(broken.origin.near), 'ignored')
    broken.origin.far.socket.resetAndDestroy()
    expect((await broken.client.far.ended()).how).toBe('reset')
    expect(broken.core.of('tunnel-closed')).toMatchObject([
      { tunnel: { error: { code: 'upstream_reset', leg: 'upstream' } } },
    ])
  })

  test('that cannot be dialled closes the client and says why', async () => {
    await using given = await world()
    await openTunnel(given.core, unreachable, given.client.near, undefined, arrival, 'not-http')
    await given.client.far.ended()
    expect(given.core.of('tunnel-closed')).toMatchObject([{ tunnel: { error: refused, bytesUp: 0 } }])
  })

  test('whose client goes while it is dialled gives the dial up', async () => {
    await using given = await world()
    void openTunnel(given.core, given.upstreams, given.client.near, undefined, arrival, 'not-http')
    given.client.near.resume()
    given.client.far.socket.resetAndDestroy()
    await until(() => given.asked[0]!.aborted)
    expect(given.core.of('tunnel-opened')).toEqual([])
  })

  test('ends at a time of its own', () => {
    const core = testCore()
    const record = new TunnelRecord(core, arrival, 'a.test:22', 'server-first', undefined)
    core.clock.advance(1500)
    record.closed(undefined)
    const { startedAt, endedAt } = core.of('tunnel-closed')[0]!.tunnel
    expect(endedAt! - startedAt).toBe(1500)
  })
})

describe('a silent client', () => {
  test('gets what the server says first, and nothing is lost', async () => {
    await using given = await world()
    given.reach()
    const trying = tryServerFirst(given.core, given.upstreams, given.client.near, arrival, new AbortController().signal)
    given.origin.far.send('220 ready\r\n')
    const over = await trying
    expect(given.core.of('tunnel-opened')).toEqual([])
    over!()
    given.origin.far.send('more')
    await given.client.far.until(/^220 ready\r\nmore$/)
    given.client.far.send('EHLO')
    await given.origin.far.until(/^EHLO$/)
    expect(given.core.of('tunnel-opened')).toMatchObject([{ tunnel: { reason: 'server-first' } }])
  })

  test('that speaks before the server takes the connection back', async () => {
    await using given = await world()
    const spoke = new AbortController()
    given.reach()
    const trying = tryServerFirst(given.core, given.upstreams, given.client.near, arrival, spoke.signal)
    await until(() => given.origin.near.listenerCount('data') > 0)
    spoke.abort()
    expect(await trying).toBeUndefined()
    await given.origin.far.ended()
    expect([given.core.events, given.client.near.destroyed]).toEqual([[], false])
  })

  test('that speaks while the server is dialled drops what was dialled', async () => {
    await using given = await world()
    const spoke = new AbortController()
    const trying = tryServerFirst(given.core, given.upstreams, given.client.near, arrival, spoke.signal)
    spoke.abort()
    given.reach()
    expect(await trying).toBeUndefined()
    expect(given.origin.near.destroyed).toBe(true)
  })

  test('whose server closes without a word may still speak', async () => {
    await using given = await world()
    given.reach()
    const trying = tryServerFirst(given.core, given.upstreams, given.client.near, arrival, new AbortController().signal)
    given.origin.far.socket.end()
    expect(await trying).toBeUndefined()
    expect(given.client.near.destroyed).toBe(false)
  })

  test('whose server cannot be dialled is closed, with the reason on record', async () => {
    await using given = await world()
    expect(
      await tryServerFirst(given.core, unreachable, given.client.near, arrival, new AbortController().signal),
    ).toBeUndefined()
    await given.client.far.ended()
    expect(given.core.of('tunnel-closed')).toMatchObject([{ tunnel: { reason: 'server-first', error: refused } }])
  })
})
