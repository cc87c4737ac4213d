/**
 * A client's HTTP/1 connection: reads requests one after another, runs the chain for each, writes what it decides.
 *
 *   socket ─▶ reader ─▶ request ─▶ chain ─▶ verdict ─▶ writer ─▶ socket
 */
import type { Duplex } from 'node:stream'
import { BodyStream, emptyBody } from '../../kit/body.ts'
import type { BodySource } from '../../kit/body.ts'
import type { Body, Failure, Fields, ResponseHead } from '../../model/message.ts'
import { failureVerdict, outcomeOf } from '../answer.ts'
import type { Arrival, Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'
import { LiveExchange } from '../live-exchange.ts'
import { type Abort, type ClientPort, type Respond, type Switch, outcomeOfAnswer, run } from '../perform.ts'
import { reset } from '../reset.ts'
import { resolveTarget } from '../target.ts'
import { encodeInterim, encodeResponse } from './encode-response.ts'
import { type Facts, factsKey, hasConnectionOption } from './facts.ts'
import { type Framing, requestFraming } from './framing.ts'
import { type ParsedRequestHead, parseRequestHead } from './head.ts'
import { Malformed } from './malformed.ts'
import { MessageReader, type ReaderOwner } from './reader.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'
import { refuseBytes } from './refuse.ts'

/** Pipelined bytes held while an exchange runs, before reading pauses. */
const maxPipelined = 65_536
/** Request bytes read and thrown away after an early answer, so that the client reads it instead of a reset. */
const maxDiscarded = 1024 * 1024
/** ms the rest of a connection is read and thrown away after our FIN. */
const lingerTime = 2_000
/** A FIN this soon (ms) after the request's last byte is a half-close (`nc -N`); a later one is a client that went away. */
const halfCloseTime = 100

/** What a connection becomes after a switch of protocols; given by `listen`, which knows all protocols. */
export type Takeover = (socket: Duplex, rest: Buffer | undefined, verdict: Switch, exchange: LiveExchange, arrival: Arrival) => void

export class Downstream implements ReaderOwner, WriterOwner, BodySource, ClientPort, Expiring {
  deadline = 0
  readonly #core: Core
  readonly #socket: Duplex
  readonly #arrival: Arrival
  readonly #takeover: Takeover
  readonly #reader: MessageReader
  readonly #writer: MessageWriter
  #exchange: LiveExchange | undefined
  #head: ParsedRequestHead | undefined
  #body: BodyStream | undefined
  #answer: Respond | undefined
  #requestDone = false
  #requestDoneAt = 0
  #responseDone = false
  #keepAlive = true
  #discarded = -1
  #waiting = false
  #closing = false
  #detached = false

  constructor(core: Core, socket: Duplex, arrival: Arrival, takeover: Takeover) {
    this.#core = core
    this.#socket = socket
    this.#arrival = arrival
    this.#takeover = takeover
    this.#reader = new MessageReader(this, core.limits, core.tolerant)
    this.#writer = new MessageWriter(socket, this)
    this.deadline = core.clock.now() + core.limits.headTimeout
    core.deadlines.add(this)
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('error', this.#onError)
    socket.on('close', this.#onClose)
  }

  /** Reads bytes that were taken from the socket while sniffing, then the socket itself. */
  start(first: Buffer | undefined): void {
    if (first !== undefined) this.#onData(first)
    if (!this.#detached) this.#socket.resume()
  }

  /** The session stops: close now if idle, else after the exchange. */
  stop(): void {
    this.#keepAlive = false
    if (this.#exchange === undefined && !this.#closing) this.#close()
  }

  get busy(): boolean {
    return this.#exchange !== undefined
  }

  // ---- bytes in

  readonly #onData = (chunk: Buffer): void => {
    if (this.#closing) return
    if (this.#exchange === undefined && this.#reader.idle) this.deadline = this.#core.clock.now() + this.#core.limits.headTimeout
    this.#reader.feed(chunk)
    this.#begin()
    if (this.#exchange !== undefined && this.#requestDone && this.#reader.held > maxPipelined) this.#socket.pause()
  }

  head(text: string, repaired: string): Framing {
    const head = parseRequestHead(text, this.#core.limits)
    head[factsKey].repaired = repaired
    const framing = requestFraming(head[factsKey], head.version)
    if (head[factsKey].hostCount > 1) throw new Malformed(`Expected one Host field, got ${head[factsKey].hostCount}`)
    this.#head = head
    this.#requestDone = false
    this.#responseDone = false
    this.#discarded = -1
    this.#keepAlive = !this.#core.stopping && wantsKeepAlive(head.version, head[factsKey])
    this.deadline = 0
    this.#body = framing === 0 ? undefined : new BodyStream(framing === 'chunked' ? null : (framing as number), this)
    this.#waiting = true
    return framing
  }

  /** Starts the chain after the whole read has been taken in, so that a small body goes out in one write with its head. */
  #begin(): void {
    if (!this.#waiting) return
    this.#waiting = false
    const head = this.#head!
    const resolved = resolveTarget(head, head[factsKey].host, this.#arrival)
    const problem = 'problem' in resolved ? resolved.problem : undefined
    const kind = head.method === 'CONNECT' ? 'connect' : isUpgrade(head[factsKey]) ? 'upgrade' : 'http'
    const { mode, client, parent } = this.#arrival
    const url = 'problem' in resolved ? head.target : resolved.url
    const exchange = new LiveExchange(this.#core, this, { mode, client, kind, head, url, parent })
    this.#exchange = exchange
    if (head[factsKey].repaired !== '') this.#core.emit({ type: 'warning', at: exchange.startedAt, code: 'bad_request', message: `the request head was repaired (${head[factsKey].repaired})`, exchange: exchange.id })
    const body: Body = this.#body ?? emptyBody()
    if (this.#early !== undefined) this.#replayEarly(exchange)
    if ('problem' in resolved) return this.respond(failureVerdict({ code: 'bad_request', message: problem!, leg: 'client' }))
    run(this.#core.handler, { head, target: resolved.target, body, patches: [] }, exchange, this)
  }

  /** Body bytes of the read that brought the head come before the exchange exists. */
  #early: Buffer[] | undefined
  #earlyTrailers: Fields | undefined

  #replayEarly(exchange: LiveExchange): void {
    for (const chunk of this.#early!) exchange.requestBytes(chunk)
    this.#early = undefined
    if (this.#earlyTrailers !== undefined) exchange.requestTrailers(this.#earlyTrailers)
    this.#earlyTrailers = undefined
  }

  bodyData(chunk: Buffer): void {
    if (this.#discarded >= 0) return this.#discard(chunk.length)
    if (this.#waiting) (this.#early ??= []).push(chunk)
    else this.#exchange?.requestBytes(chunk)
    this.#body?.push(chunk)
  }

  bodyEnd(trailers: Fields | undefined): void {
    this.#requestDone = true
    const body = this.#body
    this.#body = undefined
    if (body !== undefined || this.#discarded >= 0) this.#requestDoneAt = this.#core.clock.now()
    if (trailers !== undefined) {
      if (this.#waiting) this.#earlyTrailers = trailers
      else this.#exchange?.requestTrailers(trailers)
    }
    body?.finish(trailers)
    if (this.#waiting && body !== undefined) this.#body = body
    this.#settle()
  }

  rawData(): void {}

  malformed(error: Malformed, bytes: string): void {
    const failure: Failure = { code: error.limit ?? 'bad_request', message: error.message, leg: 'client' }
    this.#begin()
    const exchange = this.#exchange
    if (exchange === undefined) {
      const answer = refuseBytes(this.#core, this.#arrival, bytes, failure)
      this.#closing = true
      this.#writer.writeText(answer)
      return this.#linger()
    }
    // A body that cannot be framed: nothing of it can be believed from here on.
    this.#keepAlive = false
    this.#body?.abort(failure)
    this.#body = undefined
    if (!exchange.responded) this.respond(failureVerdict(failure))
    else this.#cut(failure)
  }

  // ---- flow control of the request body

  pauseBody(): void {
    this.#socket.pause()
  }

  resumeBody(): void {
    this.#socket.resume()
  }

  /** Nobody wants the rest of the request body. It is read and thrown away, within reason. */
  cancelBody(): void {
    this.#body = undefined
    this.#discarded = 0
    this.#socket.resume()
    this.#settle()
  }

  #discard(size: number): void {
    this.#discarded += size
    if (this.#discarded > maxDiscarded && this.#responseDone) this.#close()
  }

  // ---- verdicts out

  respond(verdict: Respond): void {
    const exchange = this.#exchange!
    const head = this.#head!
    const encoded = encodeResponse(verdict.head, {
      method: head.method,
      clientVersion: head.version,
      keepAlive: this.#keepAlive && !this.#core.stopping,
      length: verdict.body.length,
      untilClose: verdict.from === 'upstream' && verdict.head.version !== '2',
      switching: false,
    })
    this.#keepAlive = encoded.keepAlive
    this.#answer = verdict
    exchange.respondedWith(verdict.head, verdict.patches.length === 0 ? encoded.patches : [...verdict.patches, ...encoded.patches], typeof encoded.framing !== 'number')
    this.#writer.send(encoded.text, encoded.framing, verdict.body, encoded.framing === 0 ? undefined : exchange.responseTap)
  }

  interim(head: ResponseHead): void {
    // RFC 9110 §15.2: a server must not send a 1xx to an HTTP/1.0 client.
    if (this.#head!.version !== '1.0') this.#writer.writeText(encodeInterim(head))
  }

  switch(verdict: Switch): void {
    const exchange = this.#exchange!
    const head = this.#head!
    const encoded = encodeResponse(verdict.head, { method: head.method, clientVersion: head.version, keepAlive: false, length: 0, untilClose: false, switching: true })
    exchange.respondedWith(verdict.head, verdict.patches.length === 0 ? encoded.patches : [...verdict.patches, ...encoded.patches], true)
    this.#writer.writeText(encoded.text)
    const rest = this.#reader.detach()
    this.#detach()
    this.#takeover(this.#socket, rest, verdict, exchange, this.#arrival)
  }

  abort(verdict: Abort): void {
    const exchange = this.#exchange!
    this.#exchange = undefined
    this.#body?.cancel()
    exchange.finish(verdict.from === 'fault' ? 'fault' : outcomeOf(verdict.failure), verdict.failure)
    if (verdict.how === 'reset') reset(this.#socket)
    else if (verdict.how === 'close') this.#close()
    else this.#closing = true
  }

  messageWritten(): void {
    this.#responseDone = true
    if (!this.#requestDone && this.#body !== undefined && !this.#body.used) this.#body.cancel()
    else this.#settle()
  }

  messageCut(failure: Failure): void {
    this.#cut(failure)
  }

  /** The answer cannot be completed: the client must see that, as it would have without us. */
  #cut(failure: Failure): void {
    const exchange = this.#exchange
    this.#exchange = undefined
    this.#writer.abandon()
    exchange?.finish(outcomeOf(failure), failure)
    this.#body?.cancel()
    if (failure.code === 'upstream_reset') reset(this.#socket)
    else this.#close()
  }

  /** Goes on once both messages are through. */
  #settle(): void {
    if (!this.#responseDone || this.#exchange === undefined) return
    if (!this.#requestDone && this.#discarded < 0) return
    // Bytes that Node still holds have not reached the client: it may yet turn away from them.
    if (this.#socket.writableLength > 0 && !this.#socket.destroyed) {
      this.#socket.write('', () => this.#complete())
      return
    }
    this.#complete()
  }

  #complete(): void {
    const exchange = this.#exchange
    if (exchange === undefined || !this.#responseDone) return
    const answer = this.#answer!
    exchange.finish(outcomeOfAnswer(answer), answer.failure)
    this.#exchange = undefined
    this.#answer = undefined
    if (!this.#keepAlive || this.#core.stopping) return this.#requestDone ? this.#close() : this.#linger()
    if (!this.#requestDone) return
    this.deadline = this.#core.clock.now() + this.#core.limits.keepAliveTimeout
    if (this.#reader.held > maxPipelined) this.#socket.resume()
    this.#reader.next()
    this.#begin()
  }

  // ---- the end of the connection

  readonly #onEnd = (): void => {
    const exchange = this.#exchange
    this.#keepAlive = false
    if (exchange === undefined) {
      if (this.#reader.idle || this.#closing) return this.#close()
      return this.malformed(new Malformed('Expected the rest of the head, got the end of the connection'), '')
    }
    if (!this.#requestDone) return this.#gone({ code: 'client_abort', message: 'the client closed the connection before its request was complete', leg: 'client' })
    const since = this.#core.clock.now() - Math.max(this.#requestDoneAt, exchange.startedAt)
    if (since > halfCloseTime) this.#gone({ code: 'client_abort', message: 'the client closed the connection before the response was complete', leg: 'client' })
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#gone({ code: 'client_abort', message: `the client's connection failed: ${error.code ?? error.message}`, leg: 'client' })
  }

  readonly #onClose = (): void => {
    this.#gone({ code: 'client_abort', message: 'the client closed the connection', leg: 'client' })
    this.#core.deadlines.delete(this)
  }

  #gone(failure: Failure): void {
    const exchange = this.#exchange
    this.#exchange = undefined
    this.#closing = true
    exchange?.clientGone(failure)
    this.#body?.abort(failure)
    this.#body = undefined
    this.#writer.abandon()
    if (!this.#socket.destroyed) this.#socket.destroy()
  }

  expire(): void {
    if (this.#closing) return void this.#socket.destroy()
    if (this.#reader.idle) return this.#close()
    const failure: Failure = { code: 'head_timeout', message: `the request head was not complete after ${this.#core.limits.headTimeout / 1000} s`, leg: 'client' }
    this.#closing = true
    this.#writer.writeText(refuseBytes(this.#core, this.#arrival, '', failure))
    this.#linger()
  }

  #close(): void {
    if (this.#closing && this.#socket.writableEnded) return
    this.#linger()
  }

  /** FIN, then read on for a moment: closing with unread bytes would send a reset that destroys the answer in flight. */
  #linger(): void {
    this.#closing = true
    this.#socket.end()
    this.#socket.resume()
    this.deadline = this.#core.clock.now() + lingerTime
  }

  #detach(): void {
    this.#detached = true
    this.#core.deadlines.delete(this)
    this.#exchange = undefined
    this.#writer.detach()
    this.#socket.pause()
    this.#socket.off('data', this.#onData)
    this.#socket.off('end', this.#onEnd)
    this.#socket.off('error', this.#onError)
    this.#socket.off('close', this.#onClose)
  }
}

function wantsKeepAlive(version: string, facts: Facts): boolean {
  return version === '1.1' ? facts.connection === '' || !hasConnectionOption(facts, 'close') : hasConnectionOption(facts, 'keep-alive')
}

/** A request to switch protocols that is worth relaying: h2c is ours to refuse, since no hop behind us was asked for it (RFC 9110 §7.8). */
function isUpgrade(facts: Facts): boolean {
  return facts.upgrade !== '' && !/^h2c\b/i.test(facts.upgrade) && hasConnectionOption(facts, 'upgrade')
}
