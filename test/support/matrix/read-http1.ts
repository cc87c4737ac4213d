/** Reads HTTP/1 messages from the bytes of a connection: written apart from the engine's codec so that both do not share a mistake. */
import type { RawConnection } from '../raw.ts'
import { type Framing, type Pairs, type SeenEnd, type SeenHead, valuesOf } from './message.ts'

export type Read = {
  head: SeenHead
  body: string
  trailers: Pairs
  /** Where the message ends; undefined while it goes on. */
  end: number | undefined
}

/** The message that begins at `from`, as far as it is there; undefined before the end of its head. */
export function readHttp1(text: string, from: number, requestMethod?: string): Read | undefined {
  const headEnd = text.indexOf('\r\n\r\n', from)
  if (headEnd < 0) return undefined
  const [line = '', ...lines] = text.slice(from, headEnd).split('\r\n')
  const fields = lines.map((one) => splitField(one))
  const status = line.startsWith('HTTP/') ? Number(line.split(' ')[1]) : 0
  const framing = framingOf(fields, status, requestMethod)
  return { head: { line, status, fields, pseudo: {}, framing }, ...readBody(text, headEnd + 4, framing, fields) }
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1).trim()]
}

/** RFC 9112 §6.3. */
function framingOf(fields: Pairs, status: number, requestMethod: string | undefined): Framing {
  if (requestMethod === 'HEAD' || (status > 0 && status < 200) || status === 204 || status === 304) return 'none'
  if (valuesOf(fields, 'transfer-encoding').length > 0) return 'chunked'
  if (valuesOf(fields, 'content-length').length > 0) return 'length'
  return status === 0 ? 'none' : 'close'
}

function readBody(text: string, from: number, framing: Framing, fields: Pairs): Omit<Read, 'head'> {
  if (framing === 'none') return { body: '', trailers: [], end: from }
  if (framing === 'chunked') return readChunked(text, from)
  if (framing === 'close') return { body: text.slice(from), trailers: [], end: undefined }
  const length = Number(valuesOf(fields, 'content-length')[0])
  const body = text.slice(from, from + length)
  return { body, trailers: [], end: body.length === length ? from + length : undefined }
}

function readChunked(text: string, from: number): Omit<Read, 'head'> {
  let body = ''
  for (let at = from; ;) {
    const lineEnd = text.indexOf('\r\n', at)
    if (lineEnd < 0) return { body, trailers: [], end: undefined }
    const size = Number.parseInt(text.slice(at, lineEnd), 16)
    if (Number.isNaN(size)) throw new Error(`Expected a chunk size, got ${JSON.stringify(text.slice(at, lineEnd))}`)
    if (size === 0) return { body, ...readTrailers(text, lineEnd + 2) }
    body += text.slice(lineEnd + 2, lineEnd + 2 + size)
    if (text.length < lineEnd + 4 + size) return { body, trailers: [], end: undefined }
    at = lineEnd + 4 + size
  }
}

function readTrailers(text: string, from: number): { trailers: Pairs; end: number | undefined } {
  if (text.startsWith('\r\n', from)) return { trailers: [], end: from + 2 }
  const end = text.indexOf('\r\n\r\n', from)
  if (end < 0) return { trailers: [], end: undefined }
  return { trailers: text.slice(from, end).split('\r\n').map(splitField), end: end + 4 }
}

/** A response or request on a connection, waited for. `read` gives it as far as it is there. */
export function follow(connection: RawConnection, read: () => Read | undefined) {
  return {
    head: async (): Promise<SeenHead> => {
      await Promise.race([connection.until(() => read() !== undefined), connection.ended()])
      const seen = read()
      if (seen === undefined)
        throw new Error(`Expected a message, got the end after ${connection.received().slice(-200)}`)
      return seen.head
    },
    body: async (atLeast: number): Promise<Buffer> => {
      await connection.until(() => (read()?.body.length ?? -1) >= atLeast)
      return Buffer.from(read()!.body, 'latin1')
    },
    end: async (): Promise<SeenEnd> => {
      const ended = await Promise.race([
        connection.until(() => read()?.end !== undefined).then(() => undefined),
        connection.ended(),
      ])
      const seen = read()
      const body = Buffer.from(seen?.body ?? '', 'latin1')
      const trailers = seen?.trailers ?? []
      if (seen?.end !== undefined || ended === undefined) return { how: 'complete', body, trailers }
      // A body until close has no other end than a FIN.
      if (seen?.head.framing === 'close' && ended.how === 'fin') return { how: 'complete', body, trailers }
      return { how: 'broken', body, trailers, by: ended.how }
    },
  }
}
