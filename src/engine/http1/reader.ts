/**
 * The HTTP/1 reader: bytes in, one message after another out. Sans I/O, used for both legs.
 * It stops after each message until the owner calls `next`, so that a pipelined request waits for its turn.
 */
import type { Fields } from '../../model/message.ts'
import { CR, LF } from './characters.ts'
import { ChunkedDecoder } from './chunked.ts'
import type { Framing } from './framing.ts'
import type { Bytes, HeadLimits } from './head.ts'
import { Malformed } from './malformed.ts'
import { looseEnd, repair } from './repair.ts'

export type ReaderLimits = HeadLimits & { headBytes: number }

/** What a reader tells its owner. `readHead` parses and frames: it throws Malformed, and answers 'interim' for a 1xx that another head follows. */
export interface ReaderOwner {
  readHead(text: string, repaired: string, source?: Bytes): Framing | 'interim'
  bodyData(chunk: Buffer): void
  bodyEnd(trailers: Fields | undefined): void
  /** `bytes` is what stands at the fault, as latin1, at most a head's size. Nothing is read after it. */
  malformed(error: Malformed, bytes: string): void
  /** Bytes after a switch of protocols. */
  rawData(chunk: Buffer): void
}

const HEAD = 0
const LENGTH = 1
const CHUNKED = 2
const CLOSE = 3
const HELD = 4
const RAW = 5
const DEAD = 6

export class MessageReader {
  readonly #owner: ReaderOwner
  readonly #limits: ReaderLimits
  readonly #tolerant: boolean
  readonly #opening: string
  readonly #chunked: ChunkedDecoder
  #state = HEAD
  #remaining = 0
  #rest: Buffer | undefined
  /** Bytes of `#rest` in which no end of a head was found: a head that comes byte by byte is searched once. */
  #searched = 0
  #feeding = false

  /**
   * `tolerant`: bare LF and obs-fold in heads are repaired instead of refused. `opening`: what every head begins with; other
   * bytes are refused as they come, since a peer that speaks something else may never send the blank line of a head.
   */
  constructor(owner: ReaderOwner, limits: ReaderLimits, tolerant: boolean, opening = '') {
    this.#owner = owner
    this.#limits = limits
    this.#tolerant = tolerant
    this.#opening = opening
    this.#chunked = new ChunkedDecoder(
      { chunkData: (data) => owner.bodyData(data), chunkEnd: (trailers) => this.#finish(trailers) },
      limits.fieldCount,
    )
  }

  /** Bytes that wait for `next`, or are the start of a head. */
  get held(): number {
    return this.#rest?.length ?? 0
  }

  /** What is here of a head that is not complete, as latin1. */
  get partial(): string | undefined {
    return this.#state === HEAD ? this.#rest?.toString('latin1') : undefined
  }

  /** True between messages, with not a byte of the next one here. */
  get idle(): boolean {
    return (this.#state === HEAD || this.#state === HELD) && this.#rest === undefined
  }

  feed(chunk: Buffer): void {
    if (this.#state === DEAD) return
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
    this.#rest = undefined
    this.#run(bytes)
  }

  /** Allows the message after the finished one; bytes already here are read at once. */
  next(): void {
    if (this.#state !== HELD) return
    this.#state = HEAD
    this.#continue()
  }

  /** From here on bytes are passed on untouched. Returns those already here. */
  detach(): Buffer | undefined {
    const rest = this.#rest
    this.#rest = undefined
    this.#state = RAW
    return rest
  }

  /** The peer's FIN. True when it is a proper end: between messages, or of a body framed by it. */
  finish(): boolean {
    if (this.#state === CLOSE) {
      this.#finish(undefined)
      return true
    }
    return this.idle || this.#state === HELD || this.#state === RAW
  }

  #continue(): void {
    const rest = this.#rest
    if (this.#feeding || rest === undefined) return
    this.#rest = undefined
    this.#run(rest)
  }

  #run(bytes: Buffer): void {
    this.#feeding = true
    let at = 0
    try {
      while (at < bytes.length && at >= 0) at = this.#step(bytes, at)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.#state = DEAD
      this.#owner.malformed(error, bytes.toString('latin1', at, Math.min(bytes.length, at + this.#limits.headBytes)))
    } finally {
      this.#feeding = false
    }
  }

  /** Consumes what it can from `at`; returns where it stopped, or −1 when the rest was put aside. */
  #step(bytes: Buffer, at: number): number {
    switch (this.#state) {
      case HEAD:
        return this.#readHead(bytes, at)
      case LENGTH: {
        const end = Math.min(bytes.length, at + this.#remaining)
        this.#remaining -= end - at
        this.#owner.bodyData(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end))
        if (this.#remaining === 0) this.#finish(undefined)
        return end
      }
      case CHUNKED: {
        const end = this.#chunked.feed(bytes, at)
        return end < 0 ? bytes.length : end
      }
      case CLOSE:
        this.#owner.bodyData(at === 0 ? bytes : bytes.subarray(at))
        return bytes.length
      case RAW:
        this.#owner.rawData(at === 0 ? bytes : bytes.subarray(at))
        return bytes.length
      case HELD:
        this.#rest = bytes.subarray(at)
        return -1
      default:
        return bytes.length
    }
  }

  #finish(trailers: Fields | undefined): void {
    this.#state = HELD
    this.#owner.bodyEnd(trailers)
  }

  #readHead(bytes: Buffer, from: number): number {
    let at = from
    // RFC 9112 §2.2: an empty line before a request line is skipped.
    while (bytes[at] === CR && bytes[at + 1] === LF) at += 2
    if (at >= bytes.length) return at
    const end = this.#headEnd(bytes, at)
    if (end < 0) this.#checkOpening(bytes, at)
    if (end < 0 ? bytes.length - at > this.#limits.headBytes : end - at > this.#limits.headBytes) throw this.#tooLarge()
    if (end >= 0) return this.#takeHead(bytes, at, end)
    this.#rest = bytes.subarray(at)
    this.#searched = bytes.length - at
    return -1
  }

  #checkOpening(bytes: Buffer, at: number): void {
    const here = bytes.toString('latin1', at, at + this.#opening.length)
    // A lone CR may be the first half of an empty line.
    if (this.#opening.startsWith(here) || here === '\r') return
    throw new Malformed(`Expected HTTP/1.1 or HTTP/1.0, got ${JSON.stringify(bytes.toString('latin1', at, at + 10))}`)
  }

  #takeHead(bytes: Buffer, at: number, end: number): number {
    const text = bytes.toString('latin1', at, end)
    let framing: Framing | 'interim'
    try {
      framing = this.#owner.readHead(text, '', { bytes, from: at })
    } catch (error) {
      if (!(error instanceof Malformed) || !error.repairable || !this.#tolerant) throw error
      const sooner = looseEnd(text)
      const mended = repair(sooner < 0 ? text : text.slice(0, sooner))
      if (sooner >= 0) end = at + sooner
      framing = this.#owner.readHead(mended.text, mended.repaired)
    }
    this.#enter(framing)
    return end
  }

  #enter(framing: Framing | 'interim'): void {
    // The owner may have detached or closed in `readHead`.
    if (this.#state !== HEAD) return
    if (framing === 'interim') return
    if (framing === 'chunked') this.#state = CHUNKED
    else if (framing === 'close') this.#state = CLOSE
    else if (framing === 'switch') this.#state = RAW
    else if (framing === 0) this.#finish(undefined)
    else {
      this.#state = LENGTH
      this.#remaining = framing
    }
  }

  /** Offset after the head's blank line, or −1. Bare line feeds are refused, or in tolerant mode end the head too. */
  #headEnd(bytes: Buffer, at: number): number {
    const from = at + Math.max(0, this.#searched - 3)
    this.#searched = 0
    const strict = bytes.indexOf('\r\n\r\n', from, 'latin1')
    if (strict >= 0 && (!this.#tolerant || strict + 4 - at <= this.#limits.headBytes)) return strict + 4
    const until = Math.min(bytes.length, at + this.#limits.headBytes + 1)
    const bare = bareLf(bytes, at, from, until)
    if (bare < 0) return strict < 0 ? -1 : strict + 4
    if (!this.#tolerant) throw new Malformed(`Expected CRLF, got a bare LF at byte ${bare - at}`)
    const loose = looseEnd(bytes.toString('latin1', from, until))
    return loose < 0 ? -1 : from + loose
  }

  #tooLarge(): Malformed {
    return new Malformed(`Expected a head of at most ${this.#limits.headBytes} bytes, got more`, {
      limit: 'head_too_large',
    })
  }
}

/** The first LF without a CR before it in the message that begins at `start`, or −1. */
function bareLf(bytes: Buffer, start: number, from: number, until: number): number {
  for (let at = bytes.indexOf(LF, from); at >= 0 && at < until; at = bytes.indexOf(LF, at + 1)) {
    if (at === start || bytes[at - 1] !== CR) return at
  }
  return -1
}
