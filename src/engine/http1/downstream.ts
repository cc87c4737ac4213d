/**
 * A client's HTTP/1 connection: takes requests in one after another, runs the chain for each, writes what it decides.
 *
 *   socket ─▶ intake ─▶ request ─▶ chain ─▶ verdict ─▶ writer ─▶ socket
 */
import type { Duplex } from 'node:stream'
import type { Failure, ResponseHead } from '../../model/message.ts'
import { failureVerdict, outcomeOf } from '../answer.ts'
import type { Arrival, Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'
import { LiveExchange } from '../live-exchange.ts'
import { type Abort, type ClientPort, type Respond, type Switch, outcomeOfAnswer, run } from '../perform.ts'
import { reset } from '../reset.ts'
import { resolveTarget } from '../target.ts'
import { encodeInterim, encodeResponse } from './encode-response.ts'
import { factsKey } from './facts.ts'
import { type IntakeOwner, RequestIntake } from './intake.ts'
import { isUpgrade, wantsKeepAlive } from './intent.ts'
import { Malformed } from './malformed.ts'
import { refuseBytes } from './refuse.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'

/** ms the rest of a connection is read and thrown away after our FIN. */
const lingerTime = 2_000
/** A FIN this soon (ms) after the request's last byte is a half-close (`nc -N`); a later one is a client that went away. */
const halfCloseTime = 100

/** What a connection becomes after a switch of protocols; given by `engine`, which knows them all. */
export type Takeover = (socket: Duplex, rest: Buffer | undefined, verdict: Switch, exchange: LiveExchange, arrival: Arrival) => void

export class Downstream implements IntakeOwner, WriterOwner, ClientPort, Expiring {
  deadline: number
  readonly #core: Core
  readonly #socket: Duplex
  readonly #arrival: Arrival
  readonly #takeover: Takeover
  readonly #intake: RequestIntake
  readonly #writer: MessageWriter
  #exchange: LiveExchange | undefined
  #answer: Respond | undefined
  #responseDone = false
  #keepAlive = true
  #used = false
  /** Our FIN is sent, or nothing is to be sent any more. */
  #closing = false
  /** The answer's only end is that of the connection. */
  #untilClose = false
  #detached = false
  #turning = false
  #again = false

  constructor(core: Core, socket: Duplex, arrival: Arrival, takeover: Takeover) {
    this.#core = core
    this.#socket = socket
    this.#arrival = arrival
    this.#takeover = takeover
    this.#intake = new RequestIntake(core, socket, this)
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

  // ---- requests in

  readonly #onData = (chunk: Buffer): void => {
    if (this.#closing) return
    if (this.#exchange === undefined && this.#intake.idle) this.deadline = this.#core.clock.now() + this.#core.limits.headTimeout
    this.#intake.feed(chunk)
    // After the whole read has been taken in, so that a small body goes out in one write with its head.
    if (this.#intake.waiting) this.#begin()
  }

  /** `broken`: the body's first bytes, here already, cannot be framed, so that nothing is sent on. */
  #begin(broken?: Failure): void {
    const head = this.#intake.head!
    const facts = head[factsKey]
    const { mode, client, parent } = this.#arrival
    this.deadline = 0
    this.#used = true
    this.#responseDone = false
    this.#keepAlive = wantsKeepAlive(head.version, facts)
    const resolved = resolveTarget(head, facts.host, this.#arrival)
    const kind = head.method === 'CONNECT' ? 'connect' : isUpgrade(facts) ? 'upgrade' : 'http'
    const exchange = new LiveExchange(this.#core, this, { mode, client, kind, head, url: 'problem' in resolved ? head.target : resolved.url, parent })
    this.#exchange = exchange
    const body = this.#intake.begin(exchange)
    if (facts.repaired !== '') this.#core.emit({ type: 'warning', at: exchange.startedAt, code: 'bad_request', message: `the request head was repaired (${facts.repaired})`, exchange: exchange.id })
    if (broken !== undefined) this.#refuseBody(broken)
    else if ('problem' in resolved) this.respond(failureVerdict({ code: 'bad_request', message: resolved.problem, leg: 'client' }))
    else run(this.#core.handler, { head, target: resolved.target, body, patches: [] }, exchange, this)
  }

  requestDone(): void {
    this.#settle()
  }

  malformed(error: Malformed, bytes: string): void {
    const failure: Failure = { code: error.limit ?? 'bad_request', message: error.message, leg: 'client', bytes }
    if (this.#intake.waiting) this.#begin(failure)
    else if (this.#exchange === undefined) this.#refuse(bytes, failure)
    else this.#refuseBody(failure)
  }

  /** A body that cannot be framed: nothing of it can be believed from here on. */
  #refuseBody(failure: Failure): void {
    this.#keepAlive = false
    this.#intake.breakOff(failure)
    if (this.#exchange!.responded) this.#cut(failure)
    else this.respond(failureVerdict(failure))
  }

  discardedTooMuch(): void {
    if (this.#responseDone) this.#close()
  }

  #refuse(bytes: string, failure: Failure): void {
    this.#used = true
    this.#writer.writeText(refuseBytes(this.#core, this.#arrival, bytes, failure))
    this.#close()
  }

  // ---- verdicts out

  respond(verdict: Respond): void {
    const exchange = this.#exchange!
    const head = this.#intake.head!
    const encoded = encodeResponse(verdict.head, {
      method: head.method,
      clientVersion: head.version,
      keepAlive: this.#keepAlive && !this.#core.stopping,
      length: verdict.body.length,
      untilClose: verdict.from === 'upstream' && verdict.head.version !== '2',
      switching: false,
    })
    this.#keepAlive = encoded.keepAlive
    this.#untilClose = encoded.framing === 'close'
    this.#answer = verdict
    exchange.respondedWith(verdict.head, joined(verdict.patches, encoded.patches), typeof encoded.framing !== 'number')
    this.#writer.send(encoded.text, encoded.framing, verdict.body, encoded.framing === 0 ? undefined : exchange.responseTap)
  }

  interim(head: ResponseHead): void {
    // RFC 9110 §15.2: a server must not send a 1xx to an HTTP/1.0 client.
    if (this.#intake.head!.version !== '1.0') this.#writer.writeText(encodeInterim(head))
  }

  switch(verdict: Switch): void {
    const exchange = this.#exchange!
    const head = this.#intake.head!
    const encoded = encodeResponse(verdict.head, { method: head.method, clientVersion: head.version, keepAlive: false, length: 0, untilClose: false, switching: true })
    exchange.respondedWith(verdict.head, joined(verdict.patches, encoded.patches), true)
    this.#writer.writeText(encoded.text)
    const rest = this.#intake.detach()
    this.#detach()
    this.#takeover(this.#socket, rest, verdict, exchange, this.#arrival)
  }

  abort(verdict: Abort): void {
    const exchange = this.#exchange!
    this.#exchange = undefined
    this.#intake.breakOff(verdict.failure)
    exchange.finish(verdict.from === 'fault' ? 'fault' : outcomeOf(verdict.failure), verdict.failure)
    if (verdict.how === 'reset') reset(this.#socket)
    else if (verdict.how === 'close') this.#close()
    else this.#closing = true
  }

  messageWritten(): void {
    this.#responseDone = true
    this.#intake.dropUnread()
    this.#settle()
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
    this.#intake.breakOff(failure)
    // A FIN would make a body whole that has no other end (RFC 9112 §6.3 item 8).
    if (failure.code === 'upstream_reset' || this.#untilClose) reset(this.#socket)
    else this.#close()
  }

  /** Goes on once both messages are through. */
  #settle(): void {
    if (!this.#responseDone || this.#exchange === undefined || !(this.#intake.complete || this.#intake.discarding)) return
    // Bytes that Node still holds have not reached the client: it may yet turn away from them.
    if (this.#socket.writableLength > 0 && !this.#socket.destroyed) this.#socket.write('', () => this.#complete())
    else this.#complete()
  }

  #complete(): void {
    const exchange = this.#exchange
    if (exchange !== undefined && this.#responseDone) {
      const answer = this.#answer!
      this.#exchange = undefined
      this.#answer = undefined
      exchange.finish(outcomeOfAnswer(answer), answer.failure)
    } else if (exchange !== undefined) return
    if (!this.#keepAlive || this.#core.stopping) return this.#close()
    // An upload that outlasts its answer is thrown away first.
    if (!this.#intake.complete) return
    this.deadline = this.#core.clock.now() + this.#core.limits.keepAliveTimeout
    this.#next()
  }

  /** Takes up the next request. A loop, since thousands of pipelined ones may be answered at once without a network. */
  #next(): void {
    this.#again = true
    if (this.#turning) return
    this.#turning = true
    while (this.#again) {
      this.#again = false
      this.#intake.next()
      if (this.#intake.waiting) this.#begin()
    }
    this.#turning = false
  }

  // ---- the end of the connection

  readonly #onEnd = (): void => {
    const exchange = this.#exchange
    this.#keepAlive = false
    if (exchange === undefined) {
      if (this.#closing || this.#intake.idle) this.#close()
      else this.malformed(new Malformed('Expected the rest of the head, got the end of the connection'), this.#heldText())
      return
    }
    const since = this.#core.clock.now() - Math.max(this.#intake.completeAt, exchange.startedAt)
    if (!this.#intake.complete) this.#gone('the client closed the connection before its request was complete')
    else if (since > halfCloseTime) this.#gone('the client closed the connection before the response was complete')
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#gone(`the client's connection failed: ${error.code ?? error.message}`)
  }

  readonly #onClose = (): void => {
    this.#gone('the client closed the connection')
    this.#core.deadlines.delete(this)
    if (!this.#used) this.#arrival.unused?.()
  }

  #gone(message: string): void {
    const failure: Failure = { code: 'client_abort', message, leg: 'client' }
    const exchange = this.#exchange
    this.#exchange = undefined
    this.#closing = true
    exchange?.clientGone(failure)
    this.#intake.breakOff(failure)
    this.#writer.abandon()
    this.#socket.destroy()
  }

  expire(): void {
    if (this.#closing) this.#socket.destroy()
    else if (this.#intake.idle) this.#close()
    else this.#refuse(this.#heldText(), { code: 'head_timeout', message: `the request head was not complete after ${this.#core.limits.headTimeout / 1000} s`, leg: 'client' })
  }

  /** The start of a head that never came to its end, as latin1. */
  #heldText(): string {
    return this.#intake.detach()?.toString('latin1') ?? ''
  }

  /** FIN, then read on for a moment: closing with unread bytes would send a reset that destroys the answer in flight. */
  #close(): void {
    if (this.#socket.writableEnded) return
    this.#closing = true
    this.#socket.end()
    this.#socket.resume()
    this.deadline = this.#core.clock.now() + lingerTime
  }

  #detach(): void {
    this.#detached = true
    this.#exchange = undefined
    this.#core.deadlines.delete(this)
    this.#writer.detach()
    this.#socket.pause()
    this.#socket.off('data', this.#onData)
    this.#socket.off('end', this.#onEnd)
    this.#socket.off('error', this.#onError)
    this.#socket.off('close', this.#onClose)
  }
}

/** Patches of the chain, then those of the encoding; usually there are none of the former. */
function joined<Item>(first: readonly Item[], second: readonly Item[]): readonly Item[] {
  return first.length === 0 ? second : [...first, ...second]
}
