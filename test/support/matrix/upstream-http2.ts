/** An HTTP/2 origin, over TLS or in the clear. */
import {
  type Http2Stream,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  constants,
  createSecureServer,
  createServer,
} from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import type { Pair } from '../certificates.ts'
import type { Pairs } from './message.ts'
import { StreamReader, seenHead, toObject } from './stream-reader.ts'
import { Arrivals, type Served, type Upstream } from './upstream.ts'

export type Http2Upstream = Upstream & { readonly sessions: Set<ServerHttp2Session> }

/** `certificate` absent: h2c. `webSockets`: RFC 8441 is announced. */
export async function http2Upstream(certificate?: Pair, webSockets = false): Promise<Http2Upstream> {
  const arrivals = new Arrivals()
  const settings = { enableConnectProtocol: webSockets }
  const server =
    certificate === undefined ? createServer({ settings }) : createSecureServer({ ...certificate, settings })
  const sessions = new Set<ServerHttp2Session>()
  const sockets = new Map<number, Socket>()
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    sockets.set(remotePort!, socket)
    socket.on('close', () => sockets.delete(remotePort!))
  })
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session)
    session.on('error', () => {})
    session.on('close', () => sessions.delete(session))
  })
  server.on('stream', (stream: ServerHttp2Stream, _headers: unknown, flags: number, raw: string[]) => {
    const served = serve(stream, flags, raw, () => sockets.get(stream.session!.socket.remotePort!)!)
    arrivals.put(served.head.pseudo[':path']!, served)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    name: certificate === undefined ? 'h2c' : 'h2',
    port: (server.address() as AddressInfo).port,
    sessions,
    take: (path) => arrivals.take(path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const session of sessions) session.destroy()
      }),
  }
}

function serve(stream: ServerHttp2Stream, flags: number, raw: readonly string[], tcp: () => Socket): Served {
  const reader = new StreamReader(stream)
  const head = seenHead(raw, flags)
  let trailers: Pairs = []
  let bodyless = false
  let stopsReading = false
  ;(stream as Http2Stream).on('wantTrailers', () => {
    stream.sendTrailers(toObject(trailers))
    // A RST_STREAM overtakes the last DATA frame unless that is known to have arrived.
    if (stopsReading) stream.session!.ping(() => stream.close(constants.NGHTTP2_NO_ERROR))
  })
  return {
    head,
    method: head.pseudo[':method']!,
    body: (atLeast) => reader.body(atLeast),
    end: () => reader.end(),
    interim: (status, fields = []) => stream.additionalHeaders({ ':status': status, ...toObject(fields) }),
    respond: ({ status, fields = [], body = 'none' }) => {
      const length = typeof body === 'number' ? ['content-length', String(body)] : []
      const lower = fields.flatMap(([name, value]) => [name.toLowerCase(), value])
      bodyless = body === 'none' || head.pseudo[':method'] === 'HEAD' || status === 204 || status === 304
      const options = { endStream: bodyless, waitForTrailers: !bodyless, sendDate: false }
      stream.respond([':status', String(status), ...lower, ...length] as never, options as never)
    },
    write: (bytes) => void stream.write(bytes),
    finish: (given = []) => {
      trailers = given
      if (!bodyless) stream.end()
    },
    stopReading: () => void (stopsReading = true),
    reset: (code) => stream.close(code),
    // Node's own ways to end a session end its streams first, as if they were complete.
    close: () => void tcp().destroy(),
    switch: () => {
      stream.respond([':status', '200'] as never, { waitForTrailers: true, sendDate: false } as never)
      return stream
    },
    gone: () => reader.wait(() => reader.code),
  }
}
