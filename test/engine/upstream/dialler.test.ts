import { Agent as HttpAgent, createServer as createHttpServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { TLSSocket } from 'node:tls'
import { Proxy } from 'http-mitm-proxy'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { createFakeClock, systemClock } from '../../../src/kit/clock.ts'
import { createTestCa, type TestCa } from '../../support/certificates.ts'
import { listenConnectProxy } from '../../support/connect-proxy.ts'
import { closedPort, listenTcp, listenTls } from '../../support/servers.ts'
import { listenSocks5 } from '../../support/socks-server.ts'
import { opened, openResources, readAll, readOnce, refused, testDialler, until } from '../../support/upstream.ts'

let ca: TestCa
let caFile: string
let directory: Awaited<ReturnType<typeof makeTemporaryDirectory>>

beforeAll(async () => {
  ca = createTestCa()
  directory = await makeTemporaryDirectory()
  caFile = join(directory.path, 'ca.pem')
  await writeFile(caFile, ca.cert)
})

afterAll(() => directory.close())

const plain = (host: string, port: number) => ({ scheme: 'http', host, port, alpn: [] }) as const
const secure = (host: string, port: number, alpn: string[] = []) => ({ scheme: 'https', host, port, alpn }) as const
const parent = (url: string) => ({ parent: { kind: 'url', url, noProxy: '' } }) as const

describe('direct', () => {
  test('an address is connected to, and the socket comes without listeners of ours and not flowing', async () => {
    await using server = await listenTcp((socket) => socket.end('hello'))
    const { socket, tcp, address, port, timings, attempts, ...rest } = opened(
      await testDialler().dial(plain('127.0.0.1', server.port)),
    )
    expect({ address, port, ...rest }).toEqual({
      address: '127.0.0.1',
      port: server.port,
      alpn: undefined,
      absoluteForm: false,
    })
    expect(tcp).toBe(socket)
    // Node's own listener for the end is there on every socket.
    expect(socket.eventNames()).toEqual(['end'])
    expect(socket.listenerCount('end')).toBe(1)
    expect(socket.readableFlowing).toBe(null)
    expect(timings).toEqual({ dns: null, connect: expect.any(Number), tls: null })
    expect(attempts).toEqual([{ address: '127.0.0.1', port: server.port, ms: expect.any(Number), code: 'connected' }])
    expect(await readAll(socket)).toBe('hello')
  })

  test('localhost finds a server on either family', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      await using server = await listenTcp((socket) => socket.end(host), host)
      const { socket, address } = opened(await testDialler().dial(plain('localhost', server.port)))
      expect(address).toBe(host)
      expect(await readAll(socket)).toBe(host)
    }
  })

  test('a refusal names host, addresses and port, and leaves nothing behind', async () => {
    const port = await closedPort()
    const before = openResources()
    const failure = refused(await testDialler().dial(plain('web.localhost', port)))
    expect(failure.failure).toEqual({
      code: 'connect_refused',
      message: `web.localhost resolved to ::1 and 127.0.0.1, which both refused the connection on port ${port}`,
      leg: 'upstream',
    })
    expect(failure.attempts.map(({ address, code }) => [address, code])).toEqual([
      ['::1', 'ECONNREFUSED'],
      ['127.0.0.1', 'ECONNREFUSED'],
    ])
    await until(() => openResources() <= before)
  })

  test('an impossible port is a failure like any other', async () => {
    expect(refused(await testDialler().dial(plain('127.0.0.1', 70_000))).failure.code).toBe('connect_failed')
  })

  test('--resolve and --connect-to lead elsewhere, and TLS still asks for the name', async () => {
    const names: unknown[] = []
    const pair = ca.issue({ names: ['api.test'] })
    await using server = await listenTls({ ...pair }, (socket) => {
      names.push(socket.servername)
      socket.end()
    })
    const moved = { caFiles: [caFile], resolve: [{ host: 'pinned.test', port: server.port, addresses: ['127.0.0.1'] }] }
    const dialler = testDialler({
      ...moved,
      connectTo: [{ host: 'api.test', port: 443, toHost: 'pinned.test', toPort: server.port }],
    })
    const { socket, tls, port } = opened(await dialler.dial(secure('api.test', 443)))
    expect(port).toBe(server.port)
    expect(tls?.serverName).toBe('api.test')
    await readAll(socket)
    expect(names).toEqual(['api.test'])
  })
})

describe('TLS', () => {
  test('the connection is described, and ALPN chosen', async () => {
    const pair = ca.issue({ names: ['localhost'] })
    await using server = await listenTls({ ...pair, ALPNProtocols: ['h2', 'http/1.1'] })
    const dialler = testDialler({ caFiles: [caFile] })
    const { socket, tcp, alpn, tls, timings } = opened(
      await dialler.dial(secure('localhost', server.port, ['h2', 'http/1.1'])),
    )
    expect(socket).toBeInstanceOf(TLSSocket)
    expect(tcp).not.toBe(socket)
    expect(alpn).toBe('h2')
    expect(tls).toEqual({
      version: 'TLSv1.3',
      cipher: expect.stringContaining('AES'),
      serverName: 'localhost',
      alpn: 'h2',
      peer: {
        subject: 'CN=localhost',
        issuer: 'CN=Test Root',
        validTo: expect.any(Number),
        fingerprint256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      },
    })
    expect(tls!.peer!.validTo).toBeGreaterThan(Date.now())
    expect(timings.tls).toBeGreaterThan(0)
    // The rest are Node's own, and one of ours for the tickets of TLS 1.3.
    for (const name of ['error', 'data', 'readable', 'secureConnect']) expect(socket.listenerCount(name)).toBe(0)
    expect(socket.listenerCount('close')).toBe(1)
    expect(socket.listenerCount('session')).toBe(1)
    expect(socket.readableFlowing).toBe(null)
    tcp.destroy()
  })

  test('the second handshake resumes the first session', async () => {
    const reused: boolean[] = []
    await using server = await listenTls({ ...ca.issue({ names: ['localhost'] }) }, (socket) => {
      reused.push(socket.isSessionReused())
      socket.end('bye')
    })
    const dialler = testDialler({ caFiles: [caFile] })
    for (let i = 0; i < 2; i++) {
      const { socket, tls } = opened(await dialler.dial(secure('localhost', server.port)))
      expect(tls?.peer?.subject).toBe('CN=localhost')
      await readAll(socket)
    }
    expect(reused).toEqual([false, true])
  })

  test('a certificate from an unknown CA is refused with the reason, and taken with -k', async () => {
    await using server = await listenTls({ ...ca.issue({ names: ['localhost'] }) }, (socket) => socket.end('bye'))
    const before = openResources()
    const failure = refused(await testDialler().dial(secure('localhost', server.port)))
    expect(failure.failure.code).toBe('tls_certificate')
    expect(failure.tlsReason).toBe('unknown_issuer')
    expect(failure.failure.message).toContain('Test Root')
    await until(() => openResources() <= before)
    const { socket } = opened(await testDialler({ insecure: true }).dial(secure('localhost', server.port)))
    expect(await readAll(socket)).toBe('bye')
  })

  test('a client certificate is shown to its host alone', async () => {
    const client = createTestCa('Client Root')
    const pair = client.issue({ names: ['me'] })
    const file = join(directory.path, 'client.pem')
    await writeFile(file, pair.cert + pair.key)
    const seen: unknown[] = []
    const options = { ...ca.issue({ names: ['localhost', 'other.localhost'] }), requestCert: true }
    await using server = await listenTls({ ...options, rejectUnauthorized: false }, (socket) => {
      seen.push(socket.getPeerCertificate().subject?.CN)
      socket.end('bye')
    })
    const dialler = testDialler({ caFiles: [caFile], clientCertificates: [{ host: 'localhost', cert: file }] })
    for (const host of ['localhost', 'other.localhost']) {
      await readAll(opened(await dialler.dial(secure(host, server.port))).socket)
    }
    expect(seen).toEqual(['me', undefined])
  })
})

describe('stopping', () => {
  /** A dial that hangs in the TLS handshake. */
  async function hanging(signal?: AbortSignal) {
    const before = openResources()
    const clock = createFakeClock()
    const server = await listenTcp(() => {})
    const dialler = testDialler({ connectTimeout: 5000 }, { clock })
    const result = dialler.dial(secure('127.0.0.1', server.port), signal)
    await until(() => server.sockets.size === 1)
    await new Promise((resolve) => [...server.sockets][0]!.once('data', resolve))
    const failure = async () => {
      const { failure } = refused(await result)
      await server.close()
      await until(() => openResources() <= before)
      return { ...failure, message: failure.message.replace(`${server.port}`, 'PORT') }
    }
    return { clock, dialler, failure }
  }

  test('the time for the whole dial runs out on the clock', async () => {
    const { clock, failure } = await hanging()
    clock.advance(5000)
    expect(await failure()).toEqual({
      code: 'connect_timeout',
      message: '127.0.0.1:PORT accepted the connection, but the TLS handshake did not end within 5 s',
      leg: 'upstream',
    })
  })

  test('the caller may change its mind, before or while', async () => {
    const stop = new AbortController()
    const { failure } = await hanging(stop.signal)
    stop.abort()
    expect((await failure()).code).toBe('client_abort')
    const late = await testDialler().dial(plain('127.0.0.1', 1), stop.signal)
    expect(refused(late).failure).toMatchObject({ code: 'client_abort', leg: 'client' })
    expect(refused(late).attempts).toEqual([])
  })

  test('close ends what is under way', async () => {
    const { dialler, failure } = await hanging()
    dialler.close()
    expect(await failure()).toMatchObject({ code: 'shutdown', leg: 'middlebox' })
  })

  test('the deadline is stopped when the dial is done', async () => {
    await using server = await listenTcp(() => {})
    const timers = { running: 0 }
    const clock = {
      ...systemClock,
      after(ms: number, run: () => void) {
        const timer = systemClock.after(ms, run)
        timers.running++
        return { stop: () => (timers.running--, timer.stop()) }
      },
    }
    opened(await testDialler({}, { clock }).dial(plain('127.0.0.1', server.port))).socket.destroy()
    refused(await testDialler({}, { clock }).dial(plain('127.0.0.1', 70_000)))
    expect(timers.running).toBe(0)
  })
})

describe('key', () => {
  test('tells apart what a connection is made for', () => {
    const dialler = testDialler()
    const keys = [
      plain('a.test', 80),
      plain('a.test', 81),
      secure('a.test', 80),
      secure('a.test', 80, ['h2']),
      { ...secure('a.test', 80), serverName: 'b.test' },
      plain('::1', 80),
    ].map((target) => dialler.key(target))
    expect(new Set(keys).size).toBe(keys.length)
    expect(dialler.key({ ...plain('a.test', 80), serverName: 'b.test' })).toBe(dialler.key(plain('a.test', 80)))
  })
})

describe('the innermost TCP socket', () => {
  test('resets a connection through TLS in TLS', async () => {
    const ended: Promise<unknown>[] = []
    await using server = await listenTcp((socket) =>
      ended.push(new Promise((resolve) => socket.once('error', resolve))),
    )
    await using origin = await listenTls({ ...ca.issue({ names: ['origin.test'] }) })
    const tls = ca.issue({ names: ['127.0.0.1'] })
    await using proxy = await listenConnectProxy({ tls, to: { host: '127.0.0.1', port: origin.port } })
    const direct = opened(await testDialler().dial(plain('127.0.0.1', server.port)))
    direct.tcp.resetAndDestroy()
    await until(() => ended.length === 1)
    expect(await ended[0]).toMatchObject({ code: 'ECONNRESET' })
    const dialler = testDialler({ caFiles: [caFile], ...parent(`https://127.0.0.1:${proxy.port}`) })
    const { socket, tcp } = opened(await dialler.dial(secure('origin.test', 443)))
    tcp.resetAndDestroy()
    // Node gives no `close` on the outer socket in this case, but its state is right.
    await until(() => socket.destroyed)
    expect(tcp.destroyed).toBe(true)
  })
})

describe('parents', () => {
  test('http: a TLS target is tunnelled with CONNECT and credentials', async () => {
    await using server = await listenTls({ ...ca.issue({ names: ['origin.test'] }) }, (socket) => socket.end('secret'))
    await using proxy = await listenConnectProxy({ to: { host: '127.0.0.1', port: server.port } })
    const dialler = testDialler({ caFiles: [caFile], ...parent(`http://us%20er:p%C3%A4ss@127.0.0.1:${proxy.port}`) })
    const { socket, via, absoluteForm, address, port, timings, proxyAuthorization } = opened(
      await dialler.dial(secure('origin.test', 443)),
    )
    expect({ via, absoluteForm, address, port, proxyAuthorization }).toEqual({
      via: `http://127.0.0.1:${proxy.port}`,
      absoluteForm: false,
      address: '127.0.0.1',
      port: proxy.port,
      proxyAuthorization: undefined,
    })
    expect(timings.connect).toBeGreaterThan(0)
    expect(timings.tls).toBeGreaterThan(0)
    expect(await readAll(socket)).toBe('secret')
    expect(proxy.asked).toEqual([
      {
        url: 'origin.test:443',
        headers: {
          host: 'origin.test:443',
          'proxy-authorization': `Basic ${Buffer.from('us er:päss').toString('base64')}`,
        },
      },
    ])
  })

  test('http: a plain target is asked for in absolute-form, and its connections serve any origin', async () => {
    await using server = await listenTcp(() => {})
    const dialler = testDialler(parent(`http://u:p@127.0.0.1:${server.port}`))
    const dialed = opened(await dialler.dial(plain('origin.test', 80)))
    expect(dialed.absoluteForm).toBe(true)
    expect(dialed.proxyAuthorization).toBe('Basic dTpw')
    expect(dialed.via).toBe(`http://127.0.0.1:${server.port}`)
    dialed.socket.destroy()
    expect(dialler.key(plain('origin.test', 80))).toBe(dialler.key(plain('another.test', 81)))
    expect(dialler.key(secure('origin.test', 443))).not.toBe(dialler.key(secure('another.test', 443)))
  })

  test('http: a plain tunnel is opened with CONNECT', async () => {
    await using server = await listenTcp((socket) => socket.end('opaque'))
    await using proxy = await listenConnectProxy({ to: { host: '127.0.0.1', port: server.port } })
    const dialler = testDialler(parent(`http://127.0.0.1:${proxy.port}`))
    const target = plain('origin.test', 22)
    const { socket, absoluteForm } = opened(await dialler.dial({ ...target, tunnel: true }))
    expect(absoluteForm).toBe(false)
    expect(await readAll(socket)).toBe('opaque')
    expect(proxy.asked[0]?.url).toBe('origin.test:22')
    expect(dialler.key({ ...target, tunnel: true })).not.toBe(dialler.key(target))
  })

  test('https: TLS to the parent, TLS to the target inside', async () => {
    await using server = await listenTls({ ...ca.issue({ names: ['origin.test'] }) }, (socket) => socket.end('twice'))
    const tls = ca.issue({ names: ['127.0.0.1'] })
    await using proxy = await listenConnectProxy({ tls, to: { host: '127.0.0.1', port: server.port } })
    const dialler = testDialler({ caFiles: [caFile], ...parent(`https://127.0.0.1:${proxy.port}`) })
    const { socket, tcp, tls: info, via } = opened(await dialler.dial(secure('origin.test', 443)))
    expect(via).toBe(`https://127.0.0.1:${proxy.port}`)
    expect(info?.peer?.subject).toBe('CN=origin.test')
    expect(tcp).not.toBeInstanceOf(TLSSocket)
    expect(await readAll(socket)).toBe('twice')
  })

  test('bytes that come with the 200 are the first of the tunnel', async () => {
    await using server = await listenTcp((socket) => socket.end(' and more'))
    await using proxy = await listenConnectProxy({ to: { host: '127.0.0.1', port: server.port }, early: 'early' })
    const dialler = testDialler({
      ...parent(`http://127.0.0.1:${proxy.port}`),
      connectTo: [{ host: 'origin.test', port: 25, toHost: 'mail.test', toPort: 2525 }],
    })
    const { socket, absoluteForm } = opened(await dialler.dial(plain('origin.test', 25)))
    expect(absoluteForm).toBe(false)
    expect(socket.readableFlowing).toBe(null)
    expect(socket.eventNames()).toEqual(['end'])
    expect(await readAll(socket)).toBe('early and more')
    expect(proxy.asked[0]?.url).toBe('mail.test:2525')
  })

  test('a refusal of the parent is told with its status', async () => {
    await using proxy = await listenConnectProxy({
      answer: 'HTTP/1.1 407 Authenticate\r\nProxy-Authenticate: Basic realm="x"\r\ncontent-length: 0\r\n\r\n',
    })
    const before = openResources()
    const dialler = testDialler(parent(`http://127.0.0.1:${proxy.port}`))
    const failure = refused(await dialler.dial(secure('origin.test', 443)))
    expect(failure.failure.code).toBe('parent_refused')
    expect(failure.parentStatus).toBe(407)
    expect(failure.failure.message).toBe(
      `the parent proxy http://127.0.0.1:${proxy.port} wants a user name and password: 407 Authenticate; it offers Basic`,
    )
    await until(() => openResources() <= before)
  })

  test('a parent that is not there is named', async () => {
    const port = await closedPort()
    const failure = refused(await testDialler(parent(`http://127.0.0.1:${port}`)).dial(plain('origin.test', 80)))
    expect(failure.failure).toEqual({
      code: 'connect_refused',
      message: `the parent proxy http://127.0.0.1:${port} cannot be used: 127.0.0.1 refused the connection on port ${port}`,
      leg: 'upstream',
    })
  })

  test('socks5h leaves the name to the proxy; socks5 resolves it and tries the addresses in turn', async () => {
    await using server = await listenTcp((socket) => socket.end('socks'))
    await using proxy = await listenSocks5({
      user: 'u',
      password: 'p',
      to: () => '127.0.0.1',
      refuseWith: (host) => (host === '192.0.2.1' ? 4 : undefined),
    })
    const dial = (scheme: string) =>
      testDialler({
        ...parent(`${scheme}://u:p@127.0.0.1:${proxy.port}`),
        resolve: [{ host: 'origin.test', port: server.port, addresses: ['192.0.2.1', '2001:db8::7'] }],
      }).dial(plain('origin.test', server.port))
    const first = opened(await dial('socks5h'))
    expect(first.via).toBe(`socks5h://127.0.0.1:${proxy.port}`)
    expect(first.absoluteForm).toBe(false)
    expect(await readAll(first.socket)).toBe('socks')
    expect(await readAll(opened(await dial('socks5')).socket)).toBe('socks')
    expect(proxy.asked).toEqual([
      { type: 3, host: 'origin.test', port: server.port },
      { type: 1, host: '192.0.2.1', port: server.port },
      { type: 4, host: '2001:db8:0:0:0:0:0:7', port: server.port },
    ])
  })

  test('a parent setting that names this proxy is ignored, with one warning', async () => {
    await using server = await listenTcp((socket) => socket.end('direct'))
    const own = [{ host: '127.0.0.1', port: 8080 }]
    const dialler = testDialler({}, { env: { http_proxy: 'http://localhost:8080' }, own })
    for (const host of ['a.invalid', 'b.invalid']) dialler.key(plain(host, server.port))
    expect(dialler.warnings).toEqual([
      'parent_ignored: http_proxy points at this proxy itself (localhost:8080) and is ignored: connections go direct',
    ])
  })

  test('a malformed parent is an error at the start', () => {
    expect(() => testDialler(parent('ftp://proxy.test'))).toThrow('Expected a scheme of http')
  })
})

describe('http-mitm-proxy as the parent', () => {
  const proxy = new Proxy()
  const seen: IncomingMessage[] = []
  const origin = createHttpServer((request, response) => {
    seen.push(request)
    response.end(`origin saw ${request.url}`)
  })

  beforeAll(async () => {
    // It talks on the console.
    for (const level of ['log', 'debug'] as const) vi.spyOn(console, level).mockImplementation(() => {})
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
    proxy.onError(() => {})
    proxy.onRequest((context, done) => {
      Object.assign(context.proxyToServerRequestOptions!, {
        host: '127.0.0.1',
        port: (origin.address() as AddressInfo).port,
      })
      context.proxyToServerRequestOptions!.agent = new HttpAgent()
      context.isSSL = false
      done()
    })
    const options = { host: '127.0.0.1', port: 0, sslCaDir: join(directory.path, 'mitm') }
    await new Promise<void>((resolve) => proxy.listen(options, () => resolve()))
  })

  afterAll(() => {
    vi.restoreAllMocks()
    proxy.close()
    origin.close()
  })

  test('plain http in absolute-form', async () => {
    const dialer = testDialler(parent(`http://127.0.0.1:${proxy.httpPort}`))
    const { socket, absoluteForm } = opened(await dialer.dial(plain('origin.test', 80)))
    expect(absoluteForm).toBe(true)
    socket.write('GET http://origin.test/a HTTP/1.1\r\nHost: origin.test\r\nConnection: close\r\n\r\n')
    expect(await readAll(socket)).toContain('origin saw /a')
  })

  test('https inside its tunnel, with the certificate it mints', async () => {
    const caFiles = [join(directory.path, 'mitm', 'certs', 'ca.pem')]
    const dialler = testDialler({ caFiles, ...parent(`http://127.0.0.1:${proxy.httpPort}`) })
    const { socket, tls } = opened(await dialler.dial(secure('origin.test', 443)))
    expect(tls?.peer?.issuer).toContain('NodeMITMProxyCA')
    socket.write('GET /b HTTP/1.1\r\nHost: origin.test\r\nConnection: close\r\n\r\n')
    expect(await readOnce(socket)).toContain('HTTP/1.1 200')
    socket.destroy()
    expect(seen.length).toBeGreaterThan(0)
  })
})
