/** What raw sockets see at both ends of a TCP proxy, toxic by toxic and direction by direction. */
import { describe, expect, test } from 'vitest'
import type { StreamName } from '../../src/model/fault.ts'
import type { TcpProxy, Toxic } from '../../src/model/tcp-proxy.ts'
import { type TestProxy, startProxy } from '../support/proxy.ts'
import { type RawConnection, rawClient, rawOrigin } from '../support/raw.ts'
import { portOf } from '../support/toxiproxy.ts'

type Attributes = Toxic['attributes']

function toxic(type: string, attributes: Attributes, more: Partial<Toxic> = {}): Toxic {
  return { name: type, type, stream: 'downstream', toxicity: 1, attributes, ...more }
}

type Line = {
  session: TestProxy
  proxy: TcpProxy
  client: RawConnection
  server: RawConnection
  /** Who speaks and who listens in the direction under test. */
  from: RawConnection
  to: RawConnection
  connect(): Promise<RawConnection>
  [Symbol.asyncDispose](): Promise<void>
}

/** A connection through a proxy with these toxics. */
async function line(stream: StreamName, toxics: readonly Toxic[], seed = '00'): Promise<Line> {
  const origin = await rawOrigin()
  const session = await startProxy({ seed })
  const proxies = await session.session.tcpProxies()
  const place = { listen: '127.0.0.1:0', upstream: `127.0.0.1:${origin.port}`, enabled: true }
  const proxy = await proxies.create('line', place)
  for (const one of toxics) proxy.put({ ...one, stream })
  const connect = () => rawClient(portOf(proxy))
  const client = await connect()
  const server = await origin.connection()
  await session.event('tunnel-opened')
  const [from, to] = stream === 'downstream' ? [server, client] : [client, server]
  return {
    ...{ session, proxy, client, server, from, to, connect },
    async [Symbol.asyncDispose]() {
      client.close()
      await session[Symbol.asyncDispose]()
      await origin[Symbol.asyncDispose]()
    },
  }
}

/** ms that `run` takes. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await run()
  return performance.now() - before
}

describe.each(['downstream', 'upstream'] as const)('%s', (stream) => {
  test('latency: all bytes, later, and then the end', async () => {
    await using at = await line(stream, [toxic('latency', { latency: 80, jitter: 0 })])
    const took = await timed(async () => {
      at.from.send('hello')
      await at.to.until(/hello/)
    })
    expect(took).toBeGreaterThanOrEqual(79)
    expect(took).toBeLessThan(400)
    at.from.socket.end()
    expect(await at.to.ended()).toEqual({ text: 'hello', how: 'fin' })
  })

  test('bandwidth: 20 KB at 100 KB a second take 200 ms', async () => {
    await using at = await line(stream, [toxic('bandwidth', { rate: 100 })])
    const took = await timed(async () => {
      at.from.send(Buffer.alloc(20_000, 'x'))
      await at.to.until((text) => text.length === 20_000)
    })
    expect(took).toBeGreaterThanOrEqual(195)
    expect(took).toBeLessThan(500)
  })

  test('slow_close: the bytes at once, the end later', async () => {
    await using at = await line(stream, [toxic('slow_close', { delay: 100 })])
    at.from.send('bye')
    at.from.socket.end()
    await at.to.until(/bye/)
    const took = await timed(() => at.to.ended())
    expect(took).toBeGreaterThanOrEqual(90)
    expect((await at.to.ended()).how).toBe('fin')
  })

  test('timeout: no byte, and a FIN to both after the time', async () => {
    await using at = await line(stream, [toxic('timeout', { timeout: 80 })])
    const took = await timed(async () => {
      at.from.send('lost')
      expect(await at.to.ended()).toEqual({ text: '', how: 'fin' })
    })
    expect(took).toBeGreaterThanOrEqual(60)
    expect((await at.from.ended()).how).toBe('fin')
    const { tunnel } = await at.session.event('tunnel-closed')
    expect(tunnel.error).toMatchObject({ code: 'injected', message: expect.stringContaining('line/timeout') })
  })

  test('timeout 0: open until the speaker goes', async () => {
    await using at = await line(stream, [toxic('timeout', { timeout: 0 })])
    at.from.send('lost')
    at.from.socket.end()
    expect(await at.to.ended()).toEqual({ text: '', how: 'fin' })
  })

  test('reset_peer: a RST to both, some time after the first byte', async () => {
    await using at = await line(stream, [toxic('reset_peer', { timeout: 50 })])
    const took = await timed(async () => {
      at.from.send('lost')
      expect(await at.to.ended()).toEqual({ text: '', how: 'reset' })
    })
    expect(took).toBeGreaterThanOrEqual(49)
    expect((await at.from.ended()).how).toBe('reset')
  })

  test('slicer: the same bytes in small pieces, with pauses', async () => {
    await using at = await line(stream, [toxic('slicer', { average_size: 10, size_variation: 3, delay: 3000 })])
    const sizes: number[] = []
    at.to.socket.on('data', (chunk: Buffer) => sizes.push(chunk.length))
    const bytes = 'abcdefghij'.repeat(10)
    const took = await timed(async () => {
      at.from.send(bytes)
      await at.to.until((text) => text.length === 100)
    })
    expect(at.to.received()).toBe(bytes)
    // A busy machine delivers several pieces at once: that there were pauses is in the time.
    expect(sizes.length).toBeGreaterThan(1)
    expect(took).toBeGreaterThanOrEqual(20)
  })

  test('limit_data: so many bytes and a FIN', async () => {
    await using at = await line(stream, [toxic('limit_data', { bytes: 10 })])
    at.from.send('0123456789abcdef')
    expect(await at.to.ended()).toEqual({ text: '0123456789', how: 'fin' })
    expect((await at.from.ended()).how).toBe('fin')
  })

  test('the other direction is left alone', async () => {
    await using at = await line(stream, [toxic('timeout', { timeout: 0 })])
    at.to.send('heard')
    expect(await at.from.until(/heard/)).toBe('heard')
  })

  test('two in a row: what the limit let pass comes late, and the FIN after it', async () => {
    await using at = await line(stream, [
      toxic('limit_data', { bytes: 4 }),
      toxic('latency', { latency: 60, jitter: 0 }),
    ])
    const took = await timed(async () => {
      at.from.send('0123456789')
      expect(await at.to.ended()).toEqual({ text: '0123', how: 'fin' })
    })
    expect(took).toBeGreaterThanOrEqual(59)
  })

  test('taken out of a running connection: what it held arrives in order', async () => {
    await using at = await line(stream, [])
    at.from.send('a')
    await at.to.until(/a/)
    at.proxy.put(toxic('latency', { latency: 60_000, jitter: 0 }, { stream }))
    at.from.send('b')
    at.to.send('there')
    await at.from.until(/there/)
    at.proxy.remove('latency')
    at.from.send('c')
    expect(await at.to.until(/c/)).toBe('abc')
  })

  test('timeout taken out: the connection closes, since bytes are missing', async () => {
    await using at = await line(stream, [toxic('timeout', { timeout: 0 })])
    at.from.send('lost')
    at.proxy.remove('timeout')
    expect(await at.to.ended()).toEqual({ text: '', how: 'fin' })
  })
})

describe('edited while connections run', () => {
  test('a black hole that is edited does not close the connection', async () => {
    await using at = await line('downstream', [toxic('timeout', { timeout: 0 })])
    at.proxy.put(toxic('timeout', { timeout: 0 }, { toxicity: 0 }))
    at.from.send('through')
    await at.to.until(/through/)
    at.proxy.put(toxic('timeout', { timeout: 30 }))
    at.from.send('lost')
    expect(await at.to.ended()).toEqual({ text: 'through', how: 'fin' })
  })

  test('a limit counts what passed before the edit', async () => {
    await using at = await line('downstream', [toxic('limit_data', { bytes: 100 })])
    at.from.send('12345')
    await at.to.until(/12345/)
    at.proxy.put(toxic('limit_data', { bytes: 8 }))
    at.from.send('6789')
    expect(await at.to.ended()).toEqual({ text: '12345678', how: 'fin' })
  })

  test('a latency that is shortened lets go of what it held', async () => {
    await using at = await line('upstream', [toxic('latency', { latency: 60_000, jitter: 0 })])
    at.from.send('held ')
    at.to.send('there')
    await at.from.until(/there/)
    at.proxy.put(toxic('latency', { latency: 1, jitter: 0 }, { stream: 'upstream' }))
    at.from.send('next')
    expect(await at.to.until(/next/)).toBe('held next')
  })
})

test('without toxics bytes pass both ways, and a FIN leaves the other way open', async () => {
  await using at = await line('downstream', [])
  const bytes = Buffer.alloc(2_000_000, 'ab')
  at.client.send(bytes)
  at.client.socket.end()
  const { text } = await at.server.ended()
  expect(text.length).toBe(bytes.length)
  at.server.send('answer')
  at.server.socket.end()
  expect(await at.client.ended()).toEqual({ text: 'answer', how: 'fin' })
  const { tunnel } = await at.session.event('tunnel-closed')
  expect(tunnel).toMatchObject({ reason: 'tcp-proxy', bytesUp: bytes.length, bytesDown: 6 })
  expect(at.proxy.traffic).toEqual({
    upstream: { received: bytes.length, sent: bytes.length },
    downstream: { received: 6, sent: 6 },
  })
})

test('toxicity is drawn once for each connection, the same for the same seed', async () => {
  const fates = async (seed: string): Promise<string[]> => {
    await using origin = await rawOrigin((connection) => connection.send('hello'))
    await using session = await startProxy({ seed })
    const proxies = await session.session.tcpProxies()
    const place = { listen: '127.0.0.1:0', upstream: `127.0.0.1:${origin.port}`, enabled: true }
    const proxy = await proxies.create('dice', place)
    proxy.put(toxic('limit_data', { bytes: 1 }, { toxicity: 0.5 }))
    const texts: string[] = []
    for (let count = 0; count < 12; count++) {
      const client = await rawClient(portOf(proxy))
      texts.push(await Promise.race([client.until(/hello/), client.ended().then(({ text }) => text)]))
      client.close()
    }
    return texts
  }
  const first = await fates('5eed')
  expect(new Set(first)).toEqual(new Set(['h', 'hello']))
  expect(await fates('5eed')).toEqual(first)
})

test('an upstream that is away: the client is closed, and the record says why', async () => {
  const session = await startProxy()
  await using _ = session
  const proxies = await session.session.tcpProxies()
  const place = { listen: '127.0.0.1:0', upstream: 'db.test:1', enabled: true }
  const proxy = await proxies.create('away', place)
  const client = await rawClient(portOf(proxy))
  await client.ended()
  const { tunnel } = await session.event('tunnel-closed')
  expect(tunnel).toMatchObject({ authority: 'db.test:1', reason: 'tcp-proxy', error: { leg: 'upstream' } })
})

test('upstreams are found with --resolve', async () => {
  await using origin = await rawOrigin((connection) => connection.send('hello'))
  const resolve = [{ host: 'db.test', port: origin.port, addresses: ['127.0.0.1'] }]
  await using session = await startProxy({ upstream: { resolve } })
  const proxies = await session.session.tcpProxies()
  const place = { listen: '127.0.0.1:0', upstream: `db.test:${origin.port}`, enabled: true }
  const proxy = await proxies.create('pinned', place)
  const client = await rawClient(portOf(proxy))
  expect(await client.until(/hello/)).toBe('hello')
  client.close()
})

test('a proxy that leads to itself is no endless loop', async () => {
  await using session = await startProxy()
  const proxies = await session.session.tcpProxies()
  const proxy = await proxies.create('loop', { listen: '127.0.0.1:0', upstream: '127.0.0.1:1', enabled: true })
  await proxy.change({ upstream: proxy.listen })
  const client = await rawClient(portOf(proxy))
  await client.ended()
  const { tunnel } = await session.event('tunnel-closed')
  expect(tunnel.error).toMatchObject({ code: 'loop_detected' })
})
