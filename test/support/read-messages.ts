/** Runs bytes through the HTTP/1 reader as a connection would, and writes down what it tells its owner. */
import { factsKey } from '../../src/engine/http1/facts.ts'
import { requestFraming, responseFraming } from '../../src/engine/http1/framing.ts'
import { parseRequestHead, parseResponseHead } from '../../src/engine/http1/head.ts'
import { MessageReader, type ReaderLimits } from '../../src/engine/http1/reader.ts'
import type { Fields, RequestHead, ResponseHead } from '../../src/model/message.ts'

export const limits: ReaderLimits = { headBytes: 65_536, fieldCount: 200, targetBytes: 16_384 }

export type Message<H> = { head: H; repaired: string; body: string; trailers?: Fields; complete: boolean }
export type Reading<H> = {
  messages: Message<H>[]
  interim: H[]
  /** What was repaired, in all heads. */
  repairs: string[]
  malformed?: { message: string; limit: string | undefined; bytes: string }
  /** Bytes after a switch of protocols. */
  raw: string
  /** What the reader said to the peer's FIN. */
  proper: boolean
}

/** `once`: one message is read, and no more. */
type Options = { tolerant?: boolean; limits?: ReaderLimits; once?: boolean }

export function readRequests(pieces: readonly Uint8Array[], options: Options = {}): Reading<RequestHead> {
  const parse = (text: string) => {
    const head = parseRequestHead(text, options.limits ?? limits)
    return { head, framing: requestFraming(head[factsKey], head.version) }
  }
  return read(pieces, parse, { tolerant: false, ...options })
}

/** `methods` are those of the requests answered, in turn. */
export function readResponses(
  pieces: readonly Uint8Array[],
  options: Options & { methods?: readonly string[] } = {},
): Reading<ResponseHead> {
  let answered = 0
  const parse = (text: string) => {
    const head = parseResponseHead(text, options.limits ?? limits)
    const framing = responseFraming(head[factsKey], head.version, head.status, options.methods?.[answered] ?? 'GET')
    if (framing !== 'switch' && head.status < 200) return { head, framing: 'interim' as const }
    answered++
    return { head, framing }
  }
  return read(pieces, parse, { tolerant: true, ...options })
}

function read<H extends RequestHead | ResponseHead>(
  pieces: readonly Uint8Array[],
  parse: (text: string) => { head: H; framing: ReturnType<typeof responseFraming> | 'interim' },
  { tolerant = false, limits: readerLimits = limits, once = false }: Options,
): Reading<H> {
  const seen: Reading<H> = { messages: [], interim: [], repairs: [], raw: '', proper: false }
  let reader: MessageReader
  const owner = {
    readHead(text: string, repaired: string) {
      const { head, framing } = parse(text)
      if (repaired !== '') seen.repairs.push(repaired)
      if (framing === 'interim') seen.interim.push(head)
      else seen.messages.push({ head, repaired, body: '', complete: framing === 'switch' })
      return framing
    },
    bodyData: (chunk: Buffer) => void (seen.messages.at(-1)!.body += chunk.toString('latin1')),
    bodyEnd(trailers: Fields | undefined) {
      Object.assign(seen.messages.at(-1)!, { complete: true }, trailers && { trailers })
      if (!once) reader.next()
    },
    rawData: (chunk: Buffer) => void (seen.raw += chunk.toString('latin1')),
    malformed: ({ message, limit }: { message: string; limit: string | undefined }, bytes: string) =>
      void (seen.malformed = { message, limit, bytes }),
  }
  reader = new MessageReader(owner, readerLimits, tolerant)
  for (const piece of pieces) reader.feed(Buffer.from(piece))
  seen.proper = reader.finish()
  return seen
}

/** The bytes in pieces of `size`. */
export function inPieces(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text, 'latin1')
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}
