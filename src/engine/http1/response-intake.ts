/**
 * Takes answers in from an upstream's connection: heads, 1xx and final, one body at a time with its flow control, and what
 * follows a switch of protocols.
 */
import type { Duplex } from 'node:stream'
import { type BodySource, BodyStream } from '../../kit/body.ts'
import type { Body, Failure, Fields, ResponseHead } from '../../model/message.ts'
import type { Core } from '../core.ts'
import type { LiveExchange } from '../live-exchange.ts'
import { factsKey } from './facts.ts'
import { type Framing, responseFraming } from './framing.ts'
import { type Bytes, type ParsedResponseHead, parseResponseHead } from './head.ts'
import { wantsKeepAlive } from './intent.ts'
import { Malformed } from './malformed.ts'
import { MessageReader, type ReaderOwner } from './reader.ts'

export interface ResponseIntakeOwner {
  interim(head: ResponseHead): void
  answered(head: ResponseHead, body: Body): void
  /** The answer is read in full. */
  answerRead(): void
  /** The answer's receiver wants no more of it. */
  answerUnwanted(): void
  /** Nothing on the connection can be read from here on. */
  malformed(error: Malformed, bytes: string): void
}

export class ResponseIntake implements ReaderOwner, BodySource {
  /** A final head was read. */
  headSeen = false
  /** No answer is under way: it was read in full, or broke off. */
  done = true
  /** The connection outlasts the answer. */
  persists = true
  /** The head after which the bytes are another protocol's. */
  switching: ParsedResponseHead | undefined
  readonly #core: Core
  readonly #socket: Duplex
  readonly #owner: ResponseIntakeOwner
  readonly #reader: MessageReader
  #method = ''
  /** Whose answer this is, until its head is here. */
  #exchange: LiveExchange | undefined
  #id: string | undefined
  #body: BodyStream | undefined
  #rest: Buffer[] = []

  constructor(core: Core, socket: Duplex, owner: ResponseIntakeOwner) {
    this.#core = core
    this.#socket = socket
    this.#owner = owner
    // Real servers send bare LF and obs-fold in responses; those two are repaired, visibly.
    this.#reader = new MessageReader(this, core.limits, true, 'HTTP/1.')
  }

  /** True when there are bytes that are no part of the last answer, with a warning: the connection cannot be used again. */
  get surplus(): boolean {
    const { held } = this.#reader
    if (held === 0) return false
    const what = `${held} ${held === 1 ? 'byte' : 'bytes'} after the end of its answer`
    this.#warn(`the upstream sent ${what}: they were dropped, and its connection was closed`)
    return true
  }

  /** What has come of a head that is not complete. */
  get partial(): string | undefined {
    return this.#reader.partial
  }

  /** Bytes of the other protocol that came with its head. */
  get rest(): Buffer | undefined {
    return this.#rest.length === 0 ? undefined : Buffer.concat(this.#rest)
  }

  /** An answer is due, to a request with this method. */
  next(method: string, exchange: LiveExchange): void {
    this.#method = method
    this.#exchange = exchange
    this.#id = exchange.id
    this.done = false
    this.headSeen = false
    this.persists = true
    this.#reader.next()
  }

  feed(chunk: Buffer): void {
    this.#reader.feed(chunk)
  }

  /** The upstream's FIN. True when the answer under way is complete by it, or there is none. */
  finish(): boolean {
    return this.#reader.finish()
  }

  /** The answer under way has broken off; its body, if it had begun, tells its receiver. */
  breakOff(failure: Failure): void {
    this.done = true
    const body = this.#body
    this.#body = undefined
    body?.abort(failure)
  }

  // ---- what the reader tells

  readHead(text: string, repaired: string, source?: Bytes): Framing | 'interim' {
    const head = parseResponseHead(text, this.#core.limits, source)
    const facts = head[factsKey]
    const framing = responseFraming(facts, head.version, head.status, this.#method)
    if (repaired !== '') {
      facts.repaired = repaired
      this.#warn(`the response head was repaired (${repaired})`)
    }
    if (framing === 'switch') return this.#switch(head)
    if (head.status < 200) {
      this.#owner.interim(head)
      return 'interim'
    }
    this.#exchange = undefined
    this.headSeen = true
    this.persists = framing !== 'close' && wantsKeepAlive(head.version, facts)
    const body = new BodyStream(typeof framing === 'number' ? framing : null, this)
    this.#body = body
    this.#owner.answered(head, body)
    return framing
  }

  #switch(head: ParsedResponseHead): 'switch' {
    if (this.#exchange?.kind !== 'upgrade')
      throw new Malformed(`Expected a final answer, got ${head.status} to a request that asked for no other protocol`)
    this.headSeen = true
    this.switching = head
    return 'switch'
  }

  #warn(message: string): void {
    const exchange = this.#id !== undefined && { exchange: this.#id }
    this.#core.emit({
      type: 'warning',
      at: this.#core.clock.now(),
      code: 'upstream_malformed',
      message,
      ...exchange,
    })
  }

  bodyData(chunk: Buffer): void {
    this.#body?.push(chunk)
  }

  bodyEnd(trailers: Fields | undefined): void {
    const body = this.#body
    this.#body = undefined
    this.done = true
    body?.finish(trailers)
    this.#owner.answerRead()
  }

  rawData(chunk: Buffer): void {
    this.#rest.push(chunk)
  }

  malformed(error: Malformed, bytes: string): void {
    this.#owner.malformed(error, bytes)
  }

  // ---- flow control of the body

  pauseBody(): void {
    this.#socket.pause()
  }

  resumeBody(): void {
    this.#socket.resume()
  }

  cancelBody(): void {
    this.#owner.answerUnwanted()
  }
}
