/** What is more than a request and an answer, through a reverse proxy: switched protocols and gRPC. */
import { connect as connectHttp2, constants, createServer as createHttp2 } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, test } from 'vitest'
import { rawClient, rawOrigin } from '../../support/raw.ts'
import { route, startReverse } from '../../support/reverse.ts'
import { createTestCa } from '../../support/certificates.ts'
import { closedPort, listenTcp, listenTls } from '../../support/servers.ts'
import { ask, startService } from '../../support/service.ts'

test('WebSocket: the switch and the bytes after it', async () => {
  await using origin = await rawOrigin(async (connection) => {
    await connection.until(/\r\n\r\n/)
    connection.send('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    await connection.until(/ping$/)
    connection.send('pong')
  })
  await using proxy = await startReverse([
    route(`/=127.0.0.1:${origin.port},127.0.0.2:${origin.port}`),
    route('/other=1'),
  ])
  const client = await rawClient(proxy.port)
  client.send(
    'GET /ws HTTP/1.1\r\nHost: site.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n',
  )
  expect(await client.until(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 101 /)
  client.send('ping')
  expect(await client.until(/pong$/)).toMatch(/pong$/)
  expect(origin.connections[0]!.received()).toContain('Host: site.test\r\n')
  client.close()
})

test('WebSocket: an upstream that cannot be reached is passed over', async () => {
  await using origin = await rawOrigin((connection) => {
    void connection
      .until(/\r\n\r\n/)
      .then(() =>
        connection.send('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello'),
      )
  })
  await using proxy = await startReverse([route(`/=127.0.0.1:${await closedPort()},127.0.0.1:${origin.port}`)])
  const client = await rawClient(proxy.port)
  client.send(
    'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n',
  )
  expect(await client.until(/hello$/)).toMatch(/^HTTP\/1\.1 101 /)
  client.close()
})

test.each(['h2c://', ''])('gRPC over TLS to a plain upstream written %s', async (scheme) => {
  const server = createHttp2()
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
    stream.pipe(stream)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  {
    await using proxy = await startReverse([route(`${scheme}127.0.0.1:${port}`)])
    const socket = connectTls({
      port: proxy.port,
      host: '127.0.0.1',
      servername: 'grpc.test',
      ca: proxy.ca,
      ALPNProtocols: ['h2'],
    })
    const session = connectHttp2('https://grpc.test', { createConnection: () => socket })
    const stream = session.request({
      ':method': 'POST',
      ':path': '/shop.Cart/Add',
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    const trailers = new Promise((resolve) => stream.on('trailers', (fields) => resolve(fields['grpc-status'])))
    let text = ''
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    stream.end('message')
    expect(await trailers).toBe('0')
    expect(text).toBe('message')
    expect(await proxy.ended()).toMatchObject({ upstream: { protocol: 'h2c', port }, outcome: 'complete' })
    session.close()
  }
  await new Promise((resolve) => server.close(resolve))
})

test('an upstream that is asked in the wrong protocol is told with what to try', async () => {
  const { cert, key } = createTestCa().issue({ names: ['localhost'] })
  await using tls = await listenTls({ cert, key })
  await using mute = await listenTcp((socket) => void socket.once('data', () => socket.end()))
  await using plain = await startService('plain')
  await using proxy = await startReverse([
    route(`/tls=127.0.0.1:${tls.port}`),
    route(`/mute=127.0.0.1:${mute.port}`),
    route(`/secure=https://127.0.0.1:${plain.port}`),
    route(`/h2c=h2c://127.0.0.1:${plain.port}`),
  ])
  const told = async (path: string) => (await ask(proxy.port, path)).text
  expect(await told('/tls')).toContain(`https://127.0.0.1:${tls.port}`)
  expect(await told('/mute')).toContain(`If it wants TLS, ask for https://127.0.0.1:${mute.port}.`)
  expect(await told('/secure')).toContain(`try http://127.0.0.1:${plain.port}`)
  expect(await told('/h2c')).toContain(`Try HTTP/1.1 (http://127.0.0.1:${plain.port})`)
})

test('a POST that an HTTP/2 upstream leaves untouched goes again, with its body, over another connection', async () => {
  const asked: string[] = []
  let left = 0
  const server = createHttp2()
  server.on('session', (session) => {
    session.on('stream', (stream) => {
      stream.on('error', () => {})
      if (asked.length > 0 && left < 2) {
        // First the stream alone, then all after the last one it knew (RFC 9113 §6.8).
        if (left++ === 0) stream.close(constants.NGHTTP2_REFUSED_STREAM)
        else session.goaway(constants.NGHTTP2_NO_ERROR, 1)
        return
      }
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        asked.push(text)
        stream.respond({ ':status': 200 })
        stream.end('ok')
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  {
    const retry = { attempts: 3, statuses: [], backoff: 0, maxBackoff: 0, budget: 1, maxBody: 100 }
    await using proxy = await startReverse([route(`h2c://127.0.0.1:${port}`, { retry })])
    const statuses: number[] = []
    for (const body of ['first', 'second'])
      statuses.push((await fetch(`http://127.0.0.1:${proxy.port}/`, { method: 'POST', body })).status)
    expect({ statuses, asked, left }).toEqual({ statuses: [200, 200], asked: ['first', 'second'], left: 2 })
  }
  await new Promise((resolve) => server.close(resolve))
})
