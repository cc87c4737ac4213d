import { type ServerHttp2Stream, createServer } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { probeGrpc, probeHttp2 } from '../../../src/engine/probe/http2.ts'
import { listenTcp } from '../../support/servers.ts'

async function grpcServer(answer: (stream: ServerHttp2Stream, path: string, body: Buffer, authority: string) => void) {
  const server = createServer()
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () =>
      answer(stream, String(headers[':path']), Buffer.concat(chunks), String(headers[':authority'])),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked: { scheme: 'http', authority: `127.0.0.1:${port}` } as const,
    dial: () => connect(port, '127.0.0.1').on('error', () => {}),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

const message = (...bytes: number[]) => Buffer.from([0, 0, 0, 0, bytes.length, ...bytes])

function serve(status: number, grpcStatus = '0') {
  return (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': grpcStatus }))
    stream.end(message(8, status))
  }
}

test('gRPC: the service is asked by name, and SERVING is well', async () => {
  const seen: [string, Buffer][] = []
  await using server = await grpcServer((stream, path, body) => {
    seen.push([path, body])
    serve(1)(stream)
  })
  expect(await probeGrpc(server.dial(), server.asked, 'shop')).toBeUndefined()
  expect(await probeGrpc(server.dial(), server.asked, '')).toBeUndefined()
  expect(seen).toEqual([
    ['/grpc.health.v1.Health/Check', message(0x0a, 4, ...Buffer.from('shop'))],
    ['/grpc.health.v1.Health/Check', message()],
  ])
})

test('gRPC: the length of a long name takes two bytes', async () => {
  const name = 'x'.repeat(300)
  const asked = Promise.withResolvers<Buffer>()
  await using server = await grpcServer((stream, _path, body) => {
    asked.resolve(body)
    serve(1)(stream)
  })
  expect(await probeGrpc(server.dial(), server.asked, name)).toBeUndefined()
  // 300 = 2 × 128 + 44; the message is the field's tag, the two bytes and the name.
  const head = [0, 0, 0, 303 >> 8, 303 & 0xff, 0x0a, 0x80 | 44, 2]
  expect(await asked.promise).toEqual(Buffer.concat([Buffer.from(head), Buffer.from(name)]))
})

test('the name it is told is who is asked, even where that is no host', async () => {
  const seen: string[] = []
  await using server = await grpcServer((stream, _path, _body, authority) => {
    seen.push(authority)
    serve(1)(stream)
  })
  expect(await probeGrpc(server.dial(), { scheme: 'http', authority: 'shop.test:81' }, '')).toBeUndefined()
  expect(await probeHttp2(server.dial(), { scheme: 'http', authority: '%zz' }, '/')).toBe(200)
  expect(seen).toEqual(['shop.test:81', '%zz'])
})

test.each([
  [2, '0', 'gRPC health is NOT_SERVING'],
  [1, '5', 'gRPC status 5'],
])('status %i with grpc-status %s: %s', async (status, grpcStatus, reason) => {
  await using server = await grpcServer(serve(status, grpcStatus))
  expect(await probeGrpc(server.dial(), server.asked, '')).toBe(reason)
})

test('HTTP/2: the status; what is none is told', async () => {
  await using server = await grpcServer((stream) => stream.respond({ ':status': 503 }, { endStream: true }))
  expect(await probeHttp2(server.dial(), server.asked, '/up')).toBe(503)
  await using other = await listenTcp((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\n'))
  expect(await probeHttp2(connect(other.port, '127.0.0.1'), server.asked, '/')).toEqual(expect.any(String))
})
