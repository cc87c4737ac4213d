/** Writes HTTP/1 messages as told, right or wrong. */
import type { RawConnection } from '../raw.ts'
import type { Pairs, Sending } from './message.ts'

export type BodyWriter = {
  write(bytes: Uint8Array): void
  finish(trailers?: Pairs): void
}

/** Writes the head with the framing that `body` asks for and returns what writes the body. */
export function writeHttp1(
  connection: RawConnection,
  line: string,
  fields: Pairs,
  body: Sending,
  chunked: boolean,
): BodyWriter {
  const framing: Pairs =
    typeof body === 'number'
      ? [['Content-Length', String(body)]]
      : body === 'unknown' && chunked
        ? [['Transfer-Encoding', 'chunked']]
        : []
  connection.send(`${line}\r\n${text([...fields, ...framing])}\r\n`)
  const inChunks = body === 'unknown' && chunked
  return {
    write: (bytes) => {
      if (inChunks) connection.send(`${bytes.length.toString(16)}\r\n`)
      connection.send(bytes)
      if (inChunks) connection.send('\r\n')
    },
    finish: (trailers = []) => {
      if (inChunks) connection.send(`0\r\n${text(trailers)}\r\n`)
    },
  }
}

export function text(fields: Pairs): string {
  return fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')
}
