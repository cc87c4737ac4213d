/** An HTTP/2 client on a connection that is there: prior knowledge in the clear, or after ALPN inside a tunnel. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import type { Duplex } from 'node:stream'
import type { Ask, Call, Client, ClientName } from './client.ts'
import type { Pairs, SeenHead } from './message.ts'
import { StreamReader, seenHead, toObject } from './stream-reader.ts'

export function http2Session(socket: Duplex, scheme: 'http' | 'https'): ClientHttp2Session {
  const session = connect(`${scheme}://proxy.invalid`, { createConnection: () => socket })
  session.on('error', () => {})
  return session
}

export function http2Client(name: ClientName, socket: Duplex): Client {
  const scheme = name === 'h2' ? 'https' : 'http'
  const session = http2Session(socket, scheme)
  return {
    name,
    ask: (ask) => call(session, scheme, ask),
    close: () => session.destroy(),
  }
}

function call(
  session: ClientHttp2Session,
  scheme: string,
  { method = 'GET', authority, path, fields = [], body = 'none' }: Ask,
): Call {
  const length = typeof body === 'number' ? ['content-length', String(body)] : []
  const lower = fields.flatMap(([name, value]) => [name.toLowerCase(), value])
  const head = [':method', method, ':scheme', scheme, ':authority', authority, ':path', path, ...lower, ...length]
  const stream: ClientHttp2Stream = session.request(head as never, {
    endStream: body === 'none',
    waitForTrailers: body !== 'none',
  })
  const reader = new StreamReader(stream)
  const interims: SeenHead[] = []
  let final: SeenHead | undefined
  let trailers: Pairs = []
  stream.on('wantTrailers', () =>
    (stream as unknown as { sendTrailers(fields: object): void }).sendTrailers(toObject(trailers)),
  )
  stream.on('headers', (_headers, flags, raw?: string[]) => {
    interims.push(seenHead(raw!, flags))
    reader.wake()
  })
  stream.on('response', (_headers, flags, raw?: string[]) => {
    final = seenHead(raw!, flags)
    reader.wake()
  })
  return {
    write: (bytes) => void stream.write(bytes),
    finish: (given = []) => {
      trailers = given
      if (body !== 'none') stream.end()
    },
    interims: () => interims,
    interim: (n) => reader.wait(() => interims[n]),
    head: async () => {
      const head = await reader.wait(() => final ?? reader.code)
      if (typeof head === 'number') throw new Error(`Expected a response, got the stream closed with code ${head}`)
      return head
    },
    body: (atLeast) => reader.body(atLeast),
    end: () => reader.end(),
    abort: () => stream.close(constants.NGHTTP2_CANCEL),
    halfClose: () => {
      throw new Error('END_STREAM is the half-close of h2, and every request has it')
    },
  }
}
