/**
 * A client's HTTP/1 connection: takes requests in one after another, runs the chain for each, writes what it decides.
 *
 *   wire ─▶ intake ─▶ request ─▶ chain ─▶ verdict ─▶ outlet ─▶ wire
 */
import type { Duplex } from 'node:stream'
import type { Failure, ResponseHead } from '../../model/message.ts'
import { badRequest, failureVerdict, isInjected, outcomeOf, resets } from '../answer.ts'
import type { Arrival, Core } from '../core.ts'
import type { LiveExchange } from '../live-exchange.ts'
import { type Abort, type ClientPort, type Respond, type Switch, outcomeOfAnswer, run } from '../perform.ts'
import { reset } from '../reset.ts'
import type { Takeover } from '../takeover.ts'
import { resolveTarget } from '../target.ts'
import { ClientWire, type WireOwner } from './client-wire.ts'
import { factsKey } from './facts.ts'
import { type IntakeOwner, RequestIntake } from './intake.ts'
import { wantsKeepAlive } from './intent.ts'
import { Malformed } from './malformed.ts'
import { openExchange } from './open-exchange.ts'
import { refuseBytes } from './refuse.ts'
import { ResponseOutlet } from './response-outlet.ts'
import type { WriterOwner } from './writer.ts'

export class Downstream implements IntakeOwner, WriterOwner, WireOwner, ClientPort {
  readonly #core: Core
  readonly #socket: Duplex
  readonly #arrival: Arrival
  readonly #takeover: Takeover
  readonly #wire: ClientWire
  readonly #intake: RequestIntake
  readonly #outlet: ResponseOutlet
  #exchange: LiveExchange | undefined
  #answer: Respond | undefined
  #responseDone = false
  #used = false
  #halfClosed = false

  constructor(core: Core, socket: Duplex, arrival: Arrival, takeover: Takeover) {
    this.#core = core
    this.#socket = socket
    this.#arrival = arrival
    this.#takeover = takeover
    this.#intake = new RequestIntake(core, socket, this)
    this.#outlet = new ResponseOutlet(core, socket, this)
    this.#wire = new ClientWire(core, socket, this, arrival)
  }

  start(first: Buffer | undefined): void {
    this.#wire.start(first)
  }

  /** The session stops: close now if idle, else after the exchange. */
  stop(): void {
    this.#outlet.keepAlive = false
    if (this.#exchange === undefined && !this.#wire.closing) this.#wire.close()
  }

  // ---- requests in

  received(chunk: Buffer): void {
    const first = this.#exchange === undefined && this.#intake.idle
    this.#intake.feed(chunk)
    // After the whole read has been taken in, so that a small body goes out in one write with its head.
    if (this.#intake.waiting) this.requestReady()
    else if (first && !this.#intake.idle && this.#exchange === undefined && !this.#wire.closing)
      this.#wire.deadline = this.#core.clock.now() + this.#core.limits.headTimeout
  }

  /** `broken`: the body's first bytes, here already, cannot be framed, so that nothing is sent on. */
  requestReady(broken?: Failure): void {
    const head = this.#intake.head!
    const facts = head[factsKey]
    this.#wire.deadline = 0
    this.#used = true
    this.#responseDone = false
    this.#outlet.keepAlive = wantsKeepAlive(head.version, facts)
    const resolved = resolveTarget(head, facts.host, this.#arrival)
    const url = 'problem' in resolved ? head.target : resolved.url
    const exchange = openExchange(this.#core, this, this.#arrival, head, url)
    this.#exchange = exchange
    const body = this.#intake.begin(exchange)
    if (broken !== undefined) this.#refuseBody(broken)
    else if (this.#arrival.barred !== undefined) this.respond(failureVerdict(this.#arrival.barred))
    else if ('problem' in resolved) this.respond(failureVerdict(badRequest(resolved.problem)))
    else
      run(this.#core.handler, { head, target: resolved.target, body, patches: [], arbiter: undefined }, exchange, this)
  }

  requestDone(): void {
    this.#settle()
  }

  malformed(error: Malformed, bytes: string): void {
    const failure: Failure = { code: error.limit ?? 'bad_request', message: error.message, leg: 'client', bytes }
    this.#outlet.keepAlive = false
    if (this.#intake.waiting) this.requestReady(failure)
    else if (this.#exchange === undefined) this.#refuse(bytes, failure)
    else this.#refuseBody(failure)
  }

  /** A body that cannot be framed: nothing of it can be believed from here on. */
  #refuseBody(failure: Failure): void {
    this.#outlet.keepAlive = false
    this.#intake.breakOff(failure)
    if (this.#exchange!.responded) this.messageCut(failure)
    else this.respond(failureVerdict(failure))
  }

  discardedTooMuch(): void {
    if (this.#responseDone) this.#wire.close()
  }

  #refuse(bytes: string, failure: Failure): void {
    this.#used = true
    this.#outlet.writeText(refuseBytes(this.#core, this.#arrival, bytes, failure))
    this.#wire.close()
  }

  // ---- verdicts out

  respond(verdict: Respond): void {
    this.#answer = verdict
    this.#outlet.respond(verdict, this.#exchange!, this.#intake.head!)
  }

  /** Rules that changed have changed what the running exchange's bytes pass through. */
  restage(exchange: LiveExchange): void {
    if (this.#exchange === exchange && exchange.responded && !this.#responseDone) this.#outlet.restage(exchange.plan!)
  }

  interim(head: ResponseHead): void {
    this.#outlet.interim(head, this.#intake.head!)
  }

  switch(verdict: Switch): void {
    const exchange = this.#exchange!
    this.#outlet.switch(verdict, exchange, this.#intake.head!)
    const rest = this.#intake.detach()
    this.#exchange = undefined
    this.#halfClosed = false
    this.#outlet.detach()
    this.#wire.detach()
    this.#takeover(this.#socket, rest, verdict, exchange, this.#arrival)
  }

  abort(verdict: Abort): void {
    const exchange = this.#exchange!
    this.#exchange = undefined
    this.#intake.breakOff(verdict.failure)
    exchange.finish(verdict.from === 'fault' ? 'fault' : outcomeOf(verdict.failure), verdict.failure)
    if (verdict.how === 'reset') reset(this.#socket)
    else if (verdict.how === 'close') this.#wire.close()
    else this.#wire.hang()
  }

  messageWritten(): void {
    this.#responseDone = true
    this.#intake.dropUnread()
    this.#settle()
  }

  /** The answer cannot be completed: the client must see that, as it would have without us. */
  messageCut(failure: Failure): void {
    const exchange = this.#exchange
    this.#exchange = undefined
    this.#outlet.abandon()
    exchange?.finish(outcomeOf(failure), failure)
    this.#intake.breakOff(failure)
    // A FIN would make a body whole that has no other end (RFC 9112 §6.3 item 8), unless that is the fault.
    if (resets(failure) || (this.#outlet.untilClose && !isInjected(failure))) reset(this.#socket)
    else this.#wire.close()
  }

  /** Goes on once both messages are through. */
  #settle(): void {
    if (!this.#responseDone || this.#wire.closing || !(this.#intake.complete || this.#intake.discarding)) return
    // Bytes that Node still holds have not reached the client: it may yet turn away from them.
    if (this.#socket.writableLength > 0 && !this.#socket.destroyed) this.#socket.write('', () => this.#complete())
    else this.#complete()
  }

  #complete(): void {
    const exchange = this.#exchange
    if (exchange !== undefined && this.#responseDone) this.#finish(exchange)
    else if (exchange !== undefined) return
    if (!this.#outlet.keepAlive || this.#core.stopping) return this.#wire.close()
    // An upload that outlasts its answer is thrown away first.
    if (!this.#intake.complete) return
    this.#wire.deadline = this.#core.clock.now() + this.#core.limits.keepAliveTimeout
    if (this.#intake.next() && this.#halfClosed && !this.#wire.closing) this.ended()
  }

  #finish(exchange: LiveExchange): void {
    const answer = this.#answer!
    this.#exchange = this.#answer = undefined
    exchange.finish(outcomeOfAnswer(answer), answer.failure)
  }

  // ---- the end of the connection

  /** The client's FIN, or the turn of a request that came before it. */
  ended(): void {
    this.#halfClosed = true
    const exchange = this.#exchange
    // Pipelined requests that came before the FIN are answered first.
    if (this.#intake.held === 0) this.#outlet.keepAlive = false
    if (exchange === undefined) {
      if (this.#wire.closing || this.#intake.idle) this.#wire.close()
      else
        this.malformed(new Malformed('Expected the rest of the head, got the end of the connection'), this.#heldText())
      return
    }
    const leaving = this.#intake.leaving(exchange)
    if (leaving !== undefined) this.#gone(leaving)
  }

  failed(error: NodeJS.ErrnoException): void {
    this.#gone(`the client's connection failed: ${error.code ?? error.message}`)
  }

  closed(): void {
    this.#gone('the client closed the connection')
    if (!this.#used) this.#arrival.unused?.()
  }

  #gone(message: string): void {
    const failure: Failure = { code: 'client_abort', message, leg: 'client' }
    const exchange = this.#exchange
    this.#wire.closing = true
    if (exchange !== undefined && this.#intake.complete && this.#outlet.delivered) this.#finish(exchange)
    this.#exchange = undefined
    exchange?.clientGone(failure)
    this.#intake.breakOff(failure)
    this.#outlet.abandon()
    this.#wire.drop()
  }

  expired(): void {
    if (this.#intake.idle) return this.#wire.close()
    const message = `the request head was not complete after ${this.#core.limits.headTimeout / 1000} s`
    this.#refuse(this.#heldText(), { code: 'head_timeout', message, leg: 'client' })
  }

  /** The start of a head that never came to its end, as latin1. */
  #heldText(): string {
    return this.#intake.detach()?.toString('latin1') ?? ''
  }
}
