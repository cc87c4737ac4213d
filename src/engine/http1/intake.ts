/**
 * Takes requests in from a client's connection: head and body of one at a time, the flow control of the body, and the
 * throwing away of what nobody wants.
 */
import type { Duplex } from 'node:stream'
import { type BodySource, BodyStream, emptyBody } from '../../kit/body.ts'
import type { Body, Failure, Fields } from '../../model/message.ts'
import type { Core } from '../core.ts'
import { ResetWatch } from '../reset-watch.ts'
import { factsKey } from './facts.ts'
import { type Framing, requestFraming } from './framing.ts'
import { type Bytes, type ParsedRequestHead, parseRequestHead } from './head.ts'
import { Malformed } from './malformed.ts'
import { MessageReader, type ReaderOwner } from './reader.ts'

/** Pipelined bytes held while an exchange runs, before reading pauses. */
const maxPipelined = 65_536
/**
 * A FIN this soon (ms) after the request's last byte is a half-close (`nc -N`); a later one is a client that went away. One
 * that has begun to get its answer and reads a stream of events, say, leaves as soon as it likes.
 */
const halfCloseTime = 100
const answeredHalfCloseTime = 10
/** Request bytes thrown away after an answer, so that the client reads the answer instead of a reset. */
const maxDiscarded = 1024 * 1024

/** Sees the request's body as it arrives: the exchange. */
export interface RequestWitness {
  requestBytes(chunk: Uint8Array): void
  requestTrailers(trailers: Fields): void
}

export interface IntakeOwner {
  /** The next request's head is here, after `next`; what comes with `feed` shows in `waiting`. */
  requestReady(): void
  /** The request is read in full, or the rest of it is not wanted any more. */
  requestDone(): void
  /** Nothing on the connection can be read from here on. */
  malformed(error: Malformed, bytes: string): void
  /** The client keeps sending what nobody wants. */
  discardedTooMuch(): void
}

export class RequestIntake implements ReaderOwner, BodySource {
  /** The last head read. */
  head: ParsedRequestHead | undefined
  /** A head was read whose exchange has not begun. */
  waiting = false
  /** The request was read in full. */
  complete = true
  /** The rest of the request is thrown away. */
  discarding = false
  readonly #core: Core
  readonly #flow: ResetWatch
  readonly #owner: IntakeOwner
  readonly #reader: MessageReader
  #body: BodyStream | undefined
  #witness: RequestWitness | undefined
  /** What came in the same read as the head, before there was a witness. */
  #early: Buffer[] = []
  #earlyTrailers: Fields | undefined
  #discarded = 0
  /** Epoch ms of the end of the last body; 0 when the last request had none. */
  #completeAt = 0
  #turning = false
  #again = false

  constructor(core: Core, socket: Duplex, owner: IntakeOwner) {
    this.#core = core
    this.#flow = new ResetWatch(core.clock, socket)
    this.#owner = owner
    this.#reader = new MessageReader(this, core.limits, core.tolerant)
  }

  /** Between requests, with not a byte of the next one here. */
  get idle(): boolean {
    return this.#reader.idle
  }

  feed(chunk: Buffer): void {
    this.#reader.feed(chunk)
    if (this.complete && this.#reader.held > maxPipelined) this.#flow.pause()
  }

  /**
   * Reads the next request, whose bytes may be here already. A loop, since thousands of pipelined ones may be answered at once
   * without a network. True once all that are here have been begun, false inside the loop.
   */
  next(): boolean {
    this.#again = true
    if (this.#turning) return false
    this.#turning = true
    while (this.#again) {
      this.#again = false
      if (this.#reader.held > maxPipelined) this.#flow.resume()
      this.#reader.next()
      if (this.waiting) this.#owner.requestReady()
    }
    this.#turning = false
    return true
  }

  /** Bytes of requests that wait for their turn. */
  get held(): number {
    return this.#reader.held
  }

  /** Ends reading; returns bytes that came after the request. */
  detach(): Buffer | undefined {
    this.#flow.stop()
    return this.#reader.detach()
  }

  /** The body of the waiting request, for the exchange that begins. */
  begin(witness: RequestWitness): Body {
    this.waiting = false
    this.#witness = witness
    for (const chunk of this.#early) witness.requestBytes(chunk)
    this.#early = []
    if (this.#earlyTrailers !== undefined) witness.requestTrailers(this.#earlyTrailers)
    this.#earlyTrailers = undefined
    return this.#body ?? emptyBody()
  }

  /** The answer is out: a body that nobody has begun to read is not wanted. */
  dropUnread(): void {
    if (this.#body?.used === false) this.#body.cancel()
  }

  /** What the client's FIN means to an exchange that runs: why it is over, or undefined when its answer is still waited for. */
  leaving({ startedAt, responded }: { startedAt: number; responded: boolean }): string | undefined {
    if (!this.complete) return 'the client closed the connection before its request was complete'
    const since = this.#core.clock.now() - Math.max(this.#completeAt, startedAt)
    const allowed = responded ? answeredHalfCloseTime : halfCloseTime
    return since > allowed ? 'the client closed the connection before the response was complete' : undefined
  }

  /** Ends the body for its receiver, with the cause. */
  breakOff(failure: Failure): void {
    this.#body?.abort(failure)
    this.#body = undefined
  }

  // ---- what the reader tells

  readHead(text: string, repaired: string, source?: Bytes): Framing {
    const head = parseRequestHead(text, this.#core.limits, source)
    const facts = head[factsKey]
    facts.repaired = repaired
    const framing = requestFraming(facts, head.version)
    if (facts.hostCount > 1) throw new Malformed(`Expected one Host field, got ${facts.hostCount}`)
    this.head = head
    this.waiting = true
    this.complete = false
    this.#completeAt = 0
    this.discarding = false
    this.#discarded = 0
    this.#body = framing === 0 ? undefined : new BodyStream(framing === 'chunked' ? null : (framing as number), this)
    return framing
  }

  bodyData(chunk: Buffer): void {
    if (this.discarding) {
      this.#discarded += chunk.length
      if (this.#discarded > maxDiscarded) this.#owner.discardedTooMuch()
      return
    }
    if (this.waiting) this.#early.push(chunk)
    else this.#witness?.requestBytes(chunk)
    this.#body?.push(chunk)
  }

  bodyEnd(trailers: Fields | undefined): void {
    this.complete = true
    if (this.#body !== undefined) this.#completeAt = this.#core.clock.now()
    if (trailers !== undefined) {
      if (this.waiting) this.#earlyTrailers = trailers
      else this.#witness?.requestTrailers(trailers)
    }
    this.#body?.finish(trailers)
    if (!this.waiting) this.#owner.requestDone()
  }

  rawData(): void {}

  malformed(error: Malformed, bytes: string): void {
    // Nothing can be read from here on: the exchange must not wait for the rest of its request.
    this.discarding = true
    this.#owner.malformed(error, bytes)
  }

  // ---- flow control of the body

  pauseBody(): void {
    this.#flow.pause()
  }

  resumeBody(): void {
    this.#flow.resume()
  }

  /** Nobody wants the rest of the body: it is read and thrown away, within reason, so that the connection can go on. */
  cancelBody(): void {
    this.discarding = true
    this.#flow.resume()
    if (!this.waiting) this.#owner.requestDone()
  }
}
