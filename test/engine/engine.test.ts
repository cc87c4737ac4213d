/** The engine as a whole: listeners, loops, drain and close. */
import { describe, expect, test } from 'vitest'
import { createEngine, type EngineWorld } from '../../src/engine/engine.ts'
import { createFakeClock, systemClock } from '../../src/kit/clock.ts'
import { textBody } from '../../src/kit/body.ts'
import type { Handler } from '../../src/model/contract.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { defaultOptions, type SessionOptions } from '../../src/model/options.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { until } from '../support/core.ts'
import { startProxy } from '../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../support/raw.ts'
import { closedPort } from '../support/servers.ts'
import { testDialler } from '../support/upstream.ts'

const at = { mode: 'forward' as const, host: '127.0.0.1', port: 0 }
const get = (path = '/') => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`

function answer(text: string): Verdict {
  const head = { status: 200, reason: 'OK', version: '1.1' as const, fields: ['Content-Length', String(text.length)] }
  return { kind: 'respond', head, body: textBody(text), from: 'mock', patches: [] }
}

function engine(
  handler: Handler = () => answer('ok'),
  change: Partial<SessionOptions> = {},
  world: Partial<EngineWorld> = {},
) {
  const events: ProxyEvent[] = []
  const leafFor = (): never => {
    throw new Error('no leaves here')
  }
  const one = createEngine(
    { ...defaultOptions, home: '', seed: '', ...change },
    {
      clock: createFakeClock(),
      emit: (event) => void events.push(event),
      leaves: { leafFor },
      dialler: testDialler(),
      chain: () => handler,
      allows: () => true,
      ...world,
    },
  )
  return { one, events, warnings: () => events.flatMap((event) => (event.type === 'warning' ? [event] : [])) }
}

describe('listening', () => {
  test('on two ports at once, each told of', async () => {
    const { one, events } = engine()
    const listeners = [await one.listen(at), await one.listen({ ...at, mode: 'reverse', host: '::1' })]
    expect(one.listeners).toEqual(listeners)
    expect(events).toMatchObject(listeners.map(({ mode, host, port }) => ({ type: 'listening', mode, host, port })))
    for (const { host, port } of listeners) {
      const client = await rawClient(port, host)
      client.send(get())
      await client.until(/ok$/)
      client.close()
    }
    expect(events.flatMap((event) => (event.type === 'request' ? [event.mode] : []))).toEqual(['forward', 'reverse'])
    one.close()
  })

  test('a public client is refused, with the option that lets it in', async () => {
    const { one, warnings } = engine(undefined, {}, { allows: () => false })
    const { port } = await one.listen(at)
    const client = await rawClient(port)
    await client.ended()
    expect(warnings()).toMatchObject([
      { code: 'client_refused', message: expect.stringContaining('--allow-clients 127.0.0.1') },
    ])
    one.close()
  })

  test('connections over the limit are refused, with the limit', async () => {
    const { one, warnings } = engine(undefined, { limits: { ...defaultOptions.limits, connections: 1 } })
    const { port } = await one.listen(at)
    const first = await rawClient(port)
    const second = await rawClient(port)
    await second.ended()
    expect(warnings()).toMatchObject([{ code: 'too_many_connections', message: expect.stringContaining('1 are open') }])
    first.close()
    one.close()
  })
})

describe('a drain', () => {
  test('closes what is idle, lets what runs finish, and accepts nobody', async () => {
    const verdict = Promise.withResolvers<Verdict>()
    const { one, events } = engine(({ target }) => (target.path === '/slow' ? verdict.promise : answer('ok')))
    const { port } = await one.listen(at)
    const [silent, idle, busy] = [await rawClient(port), await rawClient(port), await rawClient(port)]
    idle.send(get())
    await idle.until(/ok$/)
    busy.send(get('/slow'))
    await until(() => events.some((event) => event.type === 'request' && event.head.target === '/slow'))
    let drained = false
    const draining = one.drain().then(() => (drained = true))
    await silent.ended()
    await idle.ended()
    for (const client of [silent, idle]) client.close()
    expect(drained).toBe(false)
    await expect(rawClient(port)).rejects.toThrow(/ECONNREFUSED/)
    verdict.resolve(answer('late'))
    expect((await busy.ended()).text).toMatch(/Connection: close\r\n[^]*late$/)
    busy.close()
    await draining
    one.close()
  })

  test('of an engine without connections is over at once', async () => {
    const { one } = engine()
    await one.listen(at)
    await one.drain()
    one.close()
  })
})

test('close ends everything now, and leaves no timer', async () => {
  const { one } = engine(() => new Promise<Verdict>(() => {}), {}, { clock: systemClock })
  const { port } = await one.listen(at)
  const client = await rawClient(port)
  client.send(get())
  await new Promise((resolve) => setImmediate(resolve))
  one.close()
  await client.ended()
  client.close()
  await until(() => !process.getActiveResourcesInfo().includes('TCPServerWrap'))
})

describe('the proxy asked for itself', () => {
  test.each([
    ['its address', '127.0.0.1', '127.0.0.1'],
    ['its name', '127.0.0.1', 'localhost'],
    ['another address of the machine', '0.0.0.0', '127.0.0.2'],
  ])('by %s is a loop, and said to be one', async (_name, host, asked) => {
    await using proxy = await startProxy({ listen: [{ mode: 'forward', host, port: 0 }] })
    const client = await rawClient(proxy.port)
    client.send(`GET http://${asked}:${proxy.port}/ HTTP/1.1\r\nHost: ${asked}:${proxy.port}\r\n\r\n`)
    expect(await client.until(/itself/)).toMatch(/^HTTP\/1\.1 502 [^]*error=proxy_loop_detected/)
    expect((await proxy.ended()).error?.code).toBe('loop_detected')
    client.close()
  })
})

describe('hosts that pass untouched', () => {
  test('are dialled before the CONNECT is answered: 502 when that fails', async () => {
    await using proxy = await startProxy({ ignoreHosts: ['127\\.0\\.0\\.1'] })
    const port = await closedPort()
    const client = await rawClient(proxy.port)
    client.send(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
    expect(await client.until(/refused/)).toMatch(/^HTTP\/1\.1 502 /)
    expect(await proxy.ended()).toMatchObject({
      kind: 'connect',
      outcome: 'upstream_error',
      error: { code: 'connect_refused' },
    })
    client.close()
  })

  test('carry HTTP without a look into it', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    await using proxy = await startProxy({ allowHosts: ['only\\.test'] })
    const client = await rawClient(proxy.port)
    client.send(`CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: x\r\n\r\n`)
    await client.until(/\r\n\r\n$/)
    client.send('GET / HTTP/1.1\r\nHost : not valid\r\n\r\n')
    await client.until(/ok$/)
    expect((await origin.connection()).received()).toBe('GET / HTTP/1.1\r\nHost : not valid\r\n\r\n')
    expect((await proxy.event('tunnel-opened')).tunnel.reason).toBe('ignored')
    client.close()
  })
})

test('a new connection that meets a stale one is retried once: two attempts on record', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  const request = `GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\n`
  client.send(request)
  const first = await origin.connection()
  await first.until(/\r\n\r\n$/)
  first.send('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1')
  await client.until(/1$/)
  client.send(request)
  await first.until((text) => text.split('\r\n\r\n').length === 3)
  first.socket.end()
  const second = await origin.connection(1)
  await second.until(/\r\n\r\n$/)
  second.send('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2')
  await client.until(/2$/)
  const exchange = await proxy.ended(1)
  expect(exchange.outcome).toBe('complete')
  expect(exchange.attempts).toMatchObject([{ reused: true, failure: { code: 'upstream_closed' } }])
  expect(exchange.upstream?.reused).toBe(false)
  client.close()
})
