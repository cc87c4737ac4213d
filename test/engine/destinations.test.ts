/** What a sniffed connection becomes, and when its client gets h2: only where the origin has it too. */
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Clock, systemClock } from '../../src/kit/clock.ts'
import { type TestCa, createTestCa } from '../support/certificates.ts'
import { type TestProxy, startProxy } from '../support/proxy.ts'
import { rawClient, rawConnection, rawOrigin } from '../support/raw.ts'
import { ruleOf } from '../support/rules.ts'
import { closedPort } from '../support/servers.ts'

let ca: TestCa
beforeAll(() => {
  ca = createTestCa()
})

/** An origin that speaks h2 and HTTP/1, or HTTP/1 alone, and counts its connections. */
async function secureOrigin(h2: boolean) {
  const sockets: Socket[] = []
  const pair = ca.issue({ names: ['127.0.0.1', 'a.test'] })
  const server = h2 ? createSecureServer({ ...pair, allowHTTP1: true }) : createServer(pair)
  server.on('connection', (socket: Socket) => void sockets.push(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const dispose = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => void server.close(() => resolve()))
  }
  return { port: (server.address() as AddressInfo).port, sockets, [Symbol.asyncDispose]: dispose }
}

/** CONNECT, then a handshake that offers h2. */
async function shake(
  proxy: TestProxy,
  port: number,
  alpn: string[] = ['h2', 'http/1.1'],
  name = '127.0.0.1',
): Promise<TLSSocket> {
  const tunnel = await rawClient(proxy.port)
  tunnel.send(`CONNECT ${name}:${port} HTTP/1.1\r\nHost: ${name}:${port}\r\n\r\n`)
  await tunnel.until(/\r\n\r\n$/)
  tunnel.socket.removeAllListeners('data')
  const secured = connectTls({
    socket: tunnel.socket,
    ca: proxy.ca,
    ALPNProtocols: alpn,
    host: name,
    servername: name === '127.0.0.1' ? '' : name,
  })
  await new Promise<void>((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject))
  return secured
}

const insecure = { upstream: { insecure: true } }

describe('h2 for the client', () => {
  test.each([
    [true, ['h2', 'http/1.1'], 'h2'],
    [false, ['h2', 'http/1.1'], 'http/1.1'],
    [true, ['http/1.1'], 'http/1.1'],
  ])('origin has it %s, client offers %j: %s', async (h2, alpn, chosen) => {
    await using origin = await secureOrigin(h2)
    await using proxy = await startProxy(insecure)
    const secured = await shake(proxy, origin.port, alpn)
    expect(secured.alpnProtocol).toBe(chosen)
    secured.destroy()
  })

  test('is decided by one dial, remembered for ten minutes', async () => {
    await using origin = await secureOrigin(false)
    // Connections wait on the machine's clock, memory on the test's.
    let ahead = 0
    const clock = { ...systemClock, now: () => systemClock.now() + ahead }
    await using proxy = await startProxy(insecure, [], { clock })
    ;(await shake(proxy, origin.port)).destroy()
    ;(await shake(proxy, origin.port)).destroy()
    expect(origin.sockets).toHaveLength(1)
    ahead = 10 * 60_000
    ;(await shake(proxy, origin.port)).destroy()
    expect(origin.sockets).toHaveLength(2)
  })

  test('several clients that come at once to an HTTP/1 origin all get HTTP/1', async () => {
    await using origin = await secureOrigin(false)
    await using proxy = await startProxy(insecure)
    const secured = await Promise.all([1, 2, 3, 4].map(() => shake(proxy, origin.port)))
    expect(secured.map(({ alpnProtocol }) => alpnProtocol)).toEqual(['http/1.1', 'http/1.1', 'http/1.1', 'http/1.1'])
    for (const one of secured) one.destroy()
  })
})

test('the built-in origin speaks h2, and nothing is dialled for it', async () => {
  await using proxy = await startProxy({ upstream: { connectTimeout: 1 } })
  const secured = await shake(proxy, 443, ['h2', 'http/1.1'], 'middlebox.test')
  expect(secured.alpnProtocol).toBe('h2')
  secured.destroy()
})

test('an origin that cannot be reached is told inside, by a readable 502', async () => {
  const port = await closedPort()
  await using proxy = await startProxy(insecure)
  const secured = await shake(proxy, port)
  expect(secured.alpnProtocol).toBe('http/1.1')
  const client = rawConnection(secured)
  client.send(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  expect(await client.until(/refused/)).toMatch(/^HTTP\/1\.1 502 [^]*Proxy-Status: middlebox; error=connection_refused/)
  client.close()
})

test('an origin that cannot be reached is h2 where a rule may answer for it', async () => {
  const port = await closedPort()
  const chosen = async (options: Parameters<typeof startProxy>[0]) => {
    await using proxy = await startProxy(options)
    const secured = await shake(proxy, port)
    secured.destroy()
    return secured.alpnProtocol
  }
  expect(await chosen({ rules: [ruleOf('~d 127.0.0.1 & ~u /Greeter/', 'respond')] })).toBe('h2')
  expect(await chosen({ rules: [ruleOf('~d other', 'respond')] })).toBe('http/1.1')
  expect(await chosen({ mockOnly: true })).toBe('h2')
})

test('a client that names no server gets the leaf of the address it came to', async () => {
  await using proxy = await startProxy()
  const socket = (await rawClient(proxy.port)).socket
  socket.removeAllListeners('data')
  const secured = connectTls({ socket, ca: proxy.ca, host: '127.0.0.1', servername: '' })
  await new Promise<void>((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject))
  expect(secured.getPeerCertificate().subjectaltname).toBe('IP Address:127.0.0.1')
  secured.destroy()
})

describe('SOCKS to a host that passes untouched', () => {
  /** The greeting and a CONNECT to 127.0.0.1. */
  const ask = (version: 4 | 5, port: number): Buffer =>
    version === 4
      ? Buffer.from([4, 1, port >> 8, port & 255, 127, 0, 0, 1, 0])
      : Buffer.from([5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, port >> 8, port & 255])

  test('is dialled first, then answered, and no byte is looked at', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy({ ignoreHosts: ['^127'] })
    const client = await rawClient(proxy.port)
    client.send(Buffer.concat([ask(5, origin.port), Buffer.from('GET / HTTP/1.1\r\n\r\n')]))
    const upstream = await origin.connection()
    await upstream.until((text) => text === 'GET / HTTP/1.1\r\n\r\n')
    upstream.send('as it is')
    expect(await client.until(/as it is$/)).toMatch(/^\x05\x00\x05\x00\x00\x01/)
    expect(proxy.events.filter(({ type }) => type === 'request')).toEqual([])
    expect(await proxy.event('tunnel-opened')).toMatchObject({ tunnel: { reason: 'ignored' } })
    client.close()
  })

  test.each([
    [5, /^\x05\x00\x05\x05\x00\x01\x00{6}$/],
    [4, /^\x00\x5b\x00{6}$/],
  ] as const)('that refuses is told in the words of version %d', async (version, reply) => {
    const port = await closedPort()
    await using proxy = await startProxy({ allowHosts: ['other'] })
    const client = await rawClient(proxy.port)
    client.send(ask(version, port))
    expect(await client.ended()).toMatchObject({ text: expect.stringMatching(reply), how: 'fin' })
    expect(await proxy.event('tunnel-closed')).toMatchObject({ tunnel: { error: { code: 'connect_refused' } } })
    client.close()
  })

  test('one that is looked into is told yes at once', async () => {
    const port = await closedPort()
    await using proxy = await startProxy({ allowHosts: ['^127'] })
    const client = await rawClient(proxy.port)
    client.send(ask(5, port))
    await client.until(/^\x05\x00\x05\x00\x00\x01/)
    client.close()
  })
})

test('TLS to the proxy, then CONNECT, follows the same policy', async () => {
  await using origin = await rawOrigin((one) => one.send('220 ready'))
  await using proxy = await startProxy({ ignoreHosts: ['^127'] })
  const socket = (await rawClient(proxy.port)).socket
  socket.removeAllListeners('data')
  const secured = connectTls({ socket, ca: proxy.ca, host: '127.0.0.1', servername: '' })
  const client = rawConnection(secured)
  client.send(`CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: a\r\n\r\n`)
  await client.until(/^HTTP\/1\.1 200 [^]*220 ready$/)
  expect(await proxy.event('tunnel-opened')).toMatchObject({ tunnel: { reason: 'ignored' } })
  client.close()
})

describe('the built-in origin in a tunnel', () => {
  test('closes on bytes that are no HTTP, with a warning, and is not dialled', async () => {
    await using proxy = await startProxy({ ignoreHosts: ['.'] })
    const client = await rawClient(proxy.port)
    client.send('CONNECT middlebox.test:80 HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.until(/^HTTP\/1\.1 200 /)
    client.send('\x00\x01\x02')
    await client.ended()
    const warning = await proxy.event('warning')
    expect(warning.message).toMatch(/sent middlebox\.test bytes that are no HTTP/)
    expect(proxy.events.filter(({ type }) => type.startsWith('tunnel'))).toEqual([])
    client.close()
  })

  test('waits for a client that is silent at first', async () => {
    const asked: number[] = []
    const clock: Clock = {
      ...systemClock,
      after: (ms, run, keepAlive) => {
        if (ms === 300) asked.push(ms)
        return systemClock.after(ms === 300 ? 1 : ms, run, keepAlive)
      },
    }
    await using proxy = await startProxy({}, [], { clock })
    const client = await rawClient(proxy.port)
    client.send('CONNECT middlebox.test:80 HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.until(/\r\n\r\n$/)
    await new Promise((resolve) => systemClock.after(20, () => resolve(undefined)))
    expect(asked).toEqual([300])
    client.send('GET /status/204 HTTP/1.1\r\nHost: middlebox.test\r\nConnection: close\r\n\r\n')
    expect((await client.ended()).text).toMatch(/HTTP\/1\.1 204 /)
    expect(proxy.events.filter(({ type }) => type.startsWith('tunnel'))).toEqual([])
    client.close()
  })
})
