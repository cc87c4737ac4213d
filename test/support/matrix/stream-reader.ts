/** Keeps what arrives on an HTTP/2 stream and how it ends. */
import type { Http2Stream } from 'node:http2'
import { type Pairs, type SeenEnd, type SeenHead, toPairs, valuesOf } from './message.ts'

export class StreamReader {
  readonly #chunks: Buffer[] = []
  readonly #waiting = new Set<() => void>()
  #size = 0
  #trailers: Pairs = []
  #complete = false
  #ended = false
  #code: number | undefined

  constructor(stream: Http2Stream) {
    stream.on('error', () => {})
    stream.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.#size += chunk.length
      this.wake()
    })
    stream.on('trailers', (_headers: unknown, _flags: number, raw: string[]) => (this.#trailers = toPairs(raw)))
    // `end` alone does not tell: Node also emits it for a stream that was reset with CANCEL.
    const push = stream.push
    stream.push = (chunk, encoding) => {
      if (chunk === null && !stream.closed) this.#complete = true
      return push.call(stream, chunk, encoding)
    }
    stream.on('end', () => {
      this.#ended = this.#complete
      this.wake()
    })
    stream.on('close', () => {
      this.#code = stream.rstCode ?? 0
      this.wake()
    })
  }

  wake(): void {
    for (const one of [...this.#waiting]) one()
  }

  wait<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const one = (): void => {
        const found = look()
        if (found === undefined) return
        this.#waiting.delete(one)
        resolve(found)
      }
      this.#waiting.add(one)
      one()
    })
  }

  /** The code the stream was closed with, once it is. */
  get code(): number | undefined {
    return this.#code
  }

  body(atLeast: number): Promise<Buffer> {
    return this.wait(() => (this.#size >= atLeast ? Buffer.concat(this.#chunks) : undefined))
  }

  async end(): Promise<SeenEnd> {
    const how = await this.wait(() => (this.#ended ? 'complete' : this.#code !== undefined ? 'broken' : undefined))
    const by = how === 'broken' ? { by: this.#code! } : {}
    return { how, body: Buffer.concat(this.#chunks), trailers: this.#trailers, ...by }
  }
}

/** NGHTTP2_FLAG_END_STREAM */
const endStream = 1

export function seenHead(raw: readonly string[], flags: number): SeenHead {
  const pairs = toPairs(raw)
  const pseudo = Object.fromEntries(pairs.filter(([name]) => name.startsWith(':')))
  const fields = pairs.filter(([name]) => !name.startsWith(':'))
  const framing =
    (flags & endStream) !== 0 ? 'none' : valuesOf(fields, 'content-length').length > 0 ? 'length' : 'frames'
  const line = Object.entries(pseudo)
    .map(([name, value]) => `${name} ${value}`)
    .join(' ')
  return { line, status: Number(pseudo[':status'] ?? 0), fields, pseudo, framing }
}

/** Trailers and 1xx heads go out as an object in Node. */
export function toObject(fields: Pairs): Record<string, string[]> {
  const object: Record<string, string[]> = {}
  for (const [name, value] of fields) (object[name.toLowerCase()] ??= []).push(value)
  return object
}
