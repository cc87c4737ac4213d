/** An HTTP/1 origin on raw sockets. As 1.0 it has no chunks and closes after each answer. */
import type { Socket } from 'node:net'
import { type RawConnection, rawOrigin } from '../raw.ts'
import { valuesOf } from './message.ts'
import { follow, readHttp1 } from './read-http1.ts'
import { Arrivals, type Served, type Upstream } from './upstream.ts'
import { acceptFor } from './websocket.ts'
import { type BodyWriter, text, writeHttp1 } from './write-http1.ts'

export async function http1Upstream(version: '1.0' | '1.1'): Promise<Upstream> {
  const arrivals = new Arrivals()
  const origin = await rawOrigin((connection) => {
    let from = 0
    let current: Served | undefined
    connection.socket.on('data', () => {
      for (;;) {
        const request = readHttp1(connection.received(), from)
        if (request === undefined) return
        if (current === undefined) {
          current = serve(connection, version, from)
          arrivals.put(request.head.line.split(' ')[1]!, current)
        }
        if (request.end === undefined) return
        from = request.end
        current = undefined
      }
    })
  })
  return {
    name: version,
    port: origin.port,
    take: (path) => arrivals.take(path),
    close: () => origin[Symbol.asyncDispose](),
  }
}

function serve(connection: RawConnection, version: '1.0' | '1.1', from: number): Served {
  const request = follow(connection, () => readHttp1(connection.received(), from))
  const { head } = readHttp1(connection.received(), from)!
  let writer: BodyWriter | undefined
  let closes = version === '1.0'
  let stopsReading = false
  return {
    head,
    method: head.line.split(' ')[0]!,
    body: (atLeast) => request.body(atLeast),
    end: () => request.end(),
    interim: (status, fields = []) => connection.send(`HTTP/${version} ${status} Interim\r\n${text(fields)}\r\n`),
    respond: ({ status, reason = 'Fine', fields = [], body = 'none' }) => {
      if (body === 'unknown' && version === '1.0') closes = true
      writer = writeHttp1(connection, `HTTP/${version} ${status} ${reason}`, fields, body, version === '1.1')
    },
    write: (bytes) => writer!.write(bytes),
    finish: (trailers) => {
      writer!.finish(trailers)
      if (closes || stopsReading) connection.socket.end(() => stopsReading && connection.socket.destroy())
    },
    stopReading: () => void (stopsReading = true),
    reset: () => void (connection.socket as Socket).resetAndDestroy(),
    close: () => void connection.socket.destroy(),
    switch: () => {
      const accept = acceptFor(valuesOf(head.fields, 'sec-websocket-key')[0]!)
      connection.send(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      )
      return connection.socket
    },
    gone: async () => (await connection.ended()).how,
  }
}
