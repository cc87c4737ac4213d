/** What is more than a request and an answer, through a reverse proxy: switched protocols and gRPC. */
import { connect as connectHttp2, createServer as createHttp2 } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, test } from 'vitest'
import { rawClient, rawOrigin } from '../../support/raw.ts'
import { route, startReverse } from '../../support/reverse.ts'
import { closedPort } from '../../support/servers.ts'

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
