import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openRawProxy, type RawProxyOptions } from '../../src/engine/raw-proxy.ts'
import { createDialler } from '../../src/engine/upstream/dialler.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { arrivalOf, testCore, until } from '../support/core.ts'
import { rawClient, rawOrigin } from '../support/raw.ts'

const dialler = createDialler(
  { ...defaultOptions.upstream, parent: { kind: 'none' } },
  { env: {}, clock: systemClock, own: () => [], warn: () => {} },
)

async function proxyTo(port: number, change: Partial<RawProxyOptions> = {}) {
  const core = testCore()
  const log: string[] = []
  const doors = { allows: () => true, maxConnections: 10, refused() {}, failed() {} }
  const arrive = (socket: Socket) => (socket.on('error', () => {}), arrivalOf())
  const proxy = await openRawProxy(
    {
      name: 'db',
      host: '127.0.0.1',
      port: 0,
      upstream: { host: '127.0.0.1', port },
      dialler,
      opened: () => (log.push('opened'), { up: [], down: [], random: () => 0 }),
      closed: () => (log.push('closed'), []),
      ...change,
    },
    { core, doors, arrive },
  )
  return { proxy, core, log, [Symbol.dispose]: () => proxy.close() }
}

test('bytes both ways, counted while they run and after', async () => {
  await using origin = await rawOrigin((connection) => connection.send('220 hello\r\n'))
  using at = await proxyTo(origin.port)
  const client = await rawClient(at.proxy.port)
  await client.until(/hello/)
  client.send('QUIT\r\n')
  const server = await origin.connection()
  await server.until(/QUIT/)
  const bytes = { upstream: { received: 6, sent: 6 }, downstream: { received: 11, sent: 11 } }
  expect(at.proxy.traffic()).toEqual(bytes)
  client.socket.end()
  server.socket.end()
  await client.ended()
  await until(() => at.log.length === 2)
  expect(at.log).toEqual(['opened', 'closed'])
  expect(at.proxy.traffic()).toEqual(bytes)
  const [opened] = at.core.of('tunnel-opened')
  expect(opened?.tunnel).toMatchObject({ reason: 'tcp-proxy', proxy: 'db', authority: `127.0.0.1:${origin.port}` })
})

describe('the end', () => {
  test('stop: no new connections, running ones go on', async () => {
    await using origin = await rawOrigin((connection) => connection.send('hello'))
    using at = await proxyTo(origin.port)
    const client = await rawClient(at.proxy.port)
    await client.until(/hello/)
    at.proxy.stop()
    await expect(rawClient(at.proxy.port)).rejects.toThrow('ECONNREFUSED')
    ;(await origin.connection()).send(' again')
    expect(await client.until(/again/)).toBe('hello again')
  })

  test('close: all connections end, on both sides, and the port is free', async () => {
    await using origin = await rawOrigin((connection) => connection.send('hello'))
    using at = await proxyTo(origin.port)
    const client = await rawClient(at.proxy.port)
    await client.until(/hello/)
    at.proxy.close()
    await client.ended()
    await (await origin.connection()).ended()
    using again = await proxyTo(origin.port, { port: at.proxy.port })
    expect(again.proxy.port).toBe(at.proxy.port)
  })

  test('close while dialling: the dial is given up', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const never = {
      ...dialler,
      dial: (_target: unknown, signal?: AbortSignal) => (signals.push(signal), new Promise<never>(() => {})),
    }
    using at = await proxyTo(1, { dialler: never })
    const client = connect(at.proxy.port, '127.0.0.1')
    client.on('error', () => {})
    await until(() => signals.length === 1)
    at.proxy.close()
    expect(signals[0]?.aborted).toBe(true)
    client.destroy()
  })
})

test('one that leads to itself is told so', async () => {
  const upstream = { host: '127.0.0.1', port: 0 }
  using at = await proxyTo(1, { upstream })
  upstream.port = at.proxy.port
  await rawClient(at.proxy.port).then((client) => client.ended())
  expect(at.core.of('tunnel-closed')[0]?.tunnel.error).toMatchObject({ code: 'loop_detected' })
  expect(at.log).toEqual([])
})
