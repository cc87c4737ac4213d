/** One request over HTTP/2 of which only the status is read, and gRPC's own health check (grpc.health.v1). */
import { Buffer } from 'node:buffer'
import { type ClientHttp2Session, connect } from 'node:http2'
import type { Duplex } from 'node:stream'

/** Who is asked: for `:scheme` and `:authority`. */
export type Asked = { scheme: 'http' | 'https'; authority: string }

type Answer = { status: number; grpcStatus: string | undefined; body: Buffer }

/** The status, or why there was none. */
export async function probeHttp2(socket: Duplex, asked: Asked, path: string): Promise<number | string> {
  const answer = await request(socket, asked, { ':method': 'GET', ':path': path })
  return typeof answer === 'string' ? answer : answer.status
}

/** Undefined when the service says SERVING. */
export async function probeGrpc(socket: Duplex, asked: Asked, service: string): Promise<string | undefined> {
  const headers = {
    ':method': 'POST',
    ':path': '/grpc.health.v1.Health/Check',
    'content-type': 'application/grpc',
    te: 'trailers',
  }
  const answer = await request(socket, asked, headers, healthRequest(service))
  if (typeof answer === 'string') return answer
  if (answer.grpcStatus !== undefined && answer.grpcStatus !== '0') return `gRPC status ${answer.grpcStatus}`
  // HealthCheckResponse { status = 1 }: field 1 is a varint, and 1 is SERVING.
  const message = answer.body.subarray(5)
  if (message[0] === 0x08 && message[1] === 1) return undefined
  return `gRPC health is ${message[0] === 0x08 ? (names[message[1] ?? 0] ?? message[1]) : 'UNKNOWN'}`
}

const names = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN']

/** HealthCheckRequest { service = 1 } with gRPC's prefix: not compressed, and its length. */
function healthRequest(service: string): Buffer {
  const name = Buffer.from(service)
  const message = name.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.of(0x0a, ...varint(name.length)), name])
  const prefix = Buffer.alloc(5)
  prefix.writeUInt32BE(message.length, 1)
  return Buffer.concat([prefix, message])
}

/** Seven bits a byte, the lowest first, each but the last with its high bit set. */
function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

function request(
  socket: Duplex,
  { scheme, authority }: Asked,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<Answer | string> {
  return new Promise((resolve) => {
    // A Host may be what is no URL: only the scheme is taken from this one.
    const session: ClientHttp2Session = connect(`${scheme}://localhost`, { createConnection: () => socket })
    const settle = (answer: Answer | string): void => {
      resolve(answer)
      session.destroy()
    }
    session.on('error', (error) => settle(error.message))
    session.on('close', () => resolve('it closed the connection without an answer'))
    const stream = session.request({ ...headers, ':authority': authority }, { endStream: body === undefined })
    const answer: Answer = { status: 0, grpcStatus: undefined, body: Buffer.alloc(0) }
    stream.on('response', (head) => {
      answer.status = head[':status'] ?? 0
      answer.grpcStatus = head['grpc-status'] as string | undefined
    })
    stream.on('trailers', (trailers) => (answer.grpcStatus = trailers['grpc-status'] as string | undefined))
    stream.on('data', (chunk: Buffer) => {
      if (answer.body.length < 65_536) answer.body = Buffer.concat([answer.body, chunk])
    })
    stream.on('error', (error: Error) => settle(error.message))
    stream.on('end', () => settle(answer))
    if (body !== undefined) stream.end(body)
  })
}
