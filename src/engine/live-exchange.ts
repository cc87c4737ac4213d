/**
 * An exchange while it runs: the chain's Context, the taps on both bodies, the clock readings, and the facts it emits.
 * One object per exchange, methods on the prototype: no closure is made for a plain request.
 */
import type { LinkStages } from '../model/connection.ts'
import type { Context, Mode } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { ClientInfo, Outcome, Timings, UpstreamInfo } from '../model/exchange.ts'
import type { Patch } from '../model/hop.ts'
import type { Plan } from '../model/plan.ts'
import type { Failure, RequestHead, ResponseHead } from '../model/message.ts'
import type { Timer } from '../kit/clock.ts'
import { BodyTap, noBody, tapEvents } from './body-tap.ts'
import type { Core, Running } from './core.ts'
import { type Announcement, type ExchangeFacts, arrivalEvent } from './exchange-facts.ts'
import { isEventStream, isStream } from './stream-types.ts'
import { type Phases, timingsOf } from './timings.ts'
import { type Rival, sentInVain, show, tryFailed } from './tries.ts'

/** Told once when the client is gone before the end. */
export interface GoneListener {
  clientGone(): void
}

/** The client's connection: sends 1xx heads, and puts other stages around what is being written. */
export interface InterimPort {
  interim(head: ResponseHead): void
  restage?(exchange: LiveExchange): void
}

const noPhases: Phases = { dns: null, connect: null, tls: null }

export class LiveExchange implements Context, Running {
  slot = -1
  readonly id: string
  readonly mode: Mode
  readonly site: number | undefined
  route: string | undefined
  readonly client: ClientInfo
  readonly kind: Context['kind']
  readonly head: RequestHead
  /** Made by us on command: no client's connection stands before it, and any protocol will do. */
  readonly own: boolean
  readonly startedAt: number
  ended = false
  plan: Plan | undefined
  /** The head the upstream answered with, before anyone changed it. */
  upstreamHead: ResponseHead | undefined
  /** The try that the record shows, see `tries.ts`: its request went out like this, and when all of it was out. */
  announced: Announcement | undefined
  sentAt = 0
  /** Of the last try that failed: the exchange's when none is answered. */
  failed: Timings | undefined
  /** Of several tries at once the one that this is, and all whose requests are out. */
  shown: Rival | undefined
  rivals: Set<Rival> | undefined
  /** Bytes after a switch whose content is kept as messages instead. */
  upBytes = 0
  downBytes = 0
  readonly #core: Core
  readonly #port: InterimPort
  #requestTap: BodyTap | undefined
  #responseTap: BodyTap | undefined
  #respondedAt = 0
  #gone: GoneListener | undefined
  #controller: AbortController | undefined
  #restagers: ((plan: Plan) => void)[] | undefined
  #isGone = false

  constructor(core: Core, port: InterimPort, facts: ExchangeFacts) {
    this.#core = core
    this.#port = port
    this.id = core.nextId()
    this.mode = facts.mode
    this.site = facts.site
    this.client = facts.client
    this.kind = facts.kind
    this.head = facts.head
    this.own = facts.own === true
    this.startedAt = core.clock.now()
    core.live.add(this)
    core.emit(arrivalEvent(this.id, this.startedAt, facts))
  }

  arm(random: Plan['random']): Plan {
    return (this.plan ??= { down: [], up: [], dial: [], random })
  }

  /** Who has staged bytes under way, besides the client's connection. */
  whenRestaged(run: (plan: Plan) => void): void {
    ;(this.#restagers ??= []).push(run)
  }

  /** Other stages from here on, for what is under way too. */
  restage({ up, down, random }: LinkStages): void {
    const plan = this.arm(random)
    Object.assign(plan, { up: [...up], down: [...down] })
    this.#port.restage?.(this)
    for (const run of this.#restagers ?? []) run(plan)
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#isGone) this.#controller.abort()
    return this.#controller.signal
  }

  now(): number {
    return this.#core.clock.now()
  }

  /** Calls `run` after `ms`, unless the exchange is over by then. */
  after(ms: number, run: () => void): Timer {
    return this.#core.clock.after(ms, () => {
      if (!this.ended) run()
    })
  }

  emit(event: ProxyEvent): void {
    this.#core.emit(event)
  }

  /** True once a response head has been sent to the client. */
  get responded(): boolean {
    return this.#respondedAt !== 0
  }

  /** Who wants to know when the client goes; one at a time, the forwarding of the request. */
  whenGone(listener: GoneListener | undefined): void {
    this.#gone = listener
    if (this.#isGone) listener?.clientGone()
  }

  interim(head: ResponseHead): void {
    if (this.responded || this.ended) return
    this.#core.emit({ type: 'interim', id: this.id, at: this.now(), head })
    this.#port.interim(head)
  }

  /** Request body bytes as they arrive from the client. What comes after the end is no part of the record any more. */
  requestBytes(chunk: Uint8Array): void {
    if (!this.ended) (this.#requestTap ??= this.keepBody()).add(chunk)
  }

  requestTrailers(trailers: readonly string[]): void {
    if (!this.ended) (this.#requestTap ??= this.keepBody()).trailers = trailers
  }

  /** Counts and keeps what the client is sent. */
  get responseTap(): BodyTap {
    return (this.#responseTap ??= this.keepBody())
  }

  keepBody(): BodyTap {
    return new BodyTap(this.#core.arena, this.#core.maxBody)
  }

  /** A connection is there and the head is about to be written to it. */
  upstreamReady(upstream: UpstreamInfo, patches: readonly Patch[], { dns, connect, tls }: Phases, rival?: Rival): void {
    const { id, route } = this
    const event: Announcement = { type: 'upstream', id, at: this.now(), upstream, route, patches, dns, connect, tls }
    if (rival === undefined) return this.announce(event, 0)
    rival.announced = event
    rival.sentAt = 0
    ;(this.rivals ??= new Set()).add(rival)
    if (this.shown === undefined) show(this, rival)
  }

  announce(announced: Announcement, sentAt: number): void {
    this.announced = announced
    this.sentAt = sentAt
    this.#core.emit(announced)
  }

  dropAnswer(failure: Failure, startedAt: number): void {
    this.upstreamHead = undefined
    if (this.announced !== undefined) return sentInVain(this, failure)
    const timings = { ...noPhases, send: null, wait: this.now() - startedAt, receive: null }
    tryFailed(this, { startedAt, failure, reused: false, timings })
  }

  /** The request is written in full to the upstream. */
  requestSent(rival?: Rival): void {
    const at = this.now()
    if (rival !== undefined) rival.sentAt = at
    if (rival === this.shown) this.sentAt = at
  }

  /** A final head goes to the client: `head` as it stood before `patches`. `endless`: its length is not known. */
  respondedWith(head: ResponseHead, patches: readonly Patch[], endless: boolean): void {
    this.#respondedAt = this.now()
    const stream = endless && (this.kind !== 'http' || isStream(head))
    if (stream && isEventStream(head)) this.#responseTap = tapEvents(this.#core, this.id)
    this.#core.emit({
      type: 'response',
      id: this.id,
      at: this.#respondedAt,
      head: this.upstreamHead ?? head,
      patches,
      stream,
    })
  }

  /** The end, whatever it was; the first one counts. */
  finish(outcome: Outcome, error?: Failure): void {
    if (this.ended) return
    this.ended = true
    this.#gone = undefined
    this.#core.live.delete(this)
    const at = this.now()
    const ended: Extract<ProxyEvent, { type: 'end' }> = {
      type: 'end',
      id: this.id,
      at,
      outcome,
      requestBody: this.upBytes > 0 ? { ...noBody, size: this.upBytes } : (this.#requestTap ?? noBody),
      responseBody: this.downBytes > 0 ? { ...noBody, size: this.downBytes } : (this.#responseTap ?? noBody),
      timings: this.#timings(at),
    }
    if (error !== undefined) ended.error = error
    if (this.route !== undefined && this.announced === undefined) ended.route = this.route
    this.#core.emit(ended)
  }

  #timings(end: number): Timings {
    const { announced, failed, sentAt: sent } = this
    if (announced === undefined && failed !== undefined) return failed
    return timingsOf(announced ?? noPhases, { ready: announced?.at ?? 0, sent, responded: this.#respondedAt, end })
  }

  /** The session ends before the exchange does. */
  cutShort(): void {
    this.finish('refused', {
      code: 'shutdown',
      message: 'the proxy was stopped while the exchange was running',
      leg: 'middlebox',
    })
  }

  /** The client is gone. Whoever works for it stops. */
  clientGone(failure: Failure): void {
    if (this.ended) return
    this.#isGone = true
    const gone = this.#gone
    this.#gone = undefined
    gone?.clientGone()
    this.#controller?.abort()
    this.finish('client_abort', failure)
  }
}
