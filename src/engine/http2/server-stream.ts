/** One request on a client's HTTP/2 connection, and the hands that write its answer. */
import { type Http2Stream, type ServerHttp2Stream, constants } from 'node:http2'
import { type BodyStream, discard, emptyBody } from '../../kit/body.ts'
import type { Patch } from '../../model/hop.ts'
import type { ArmedStage, Plan } from '../../model/plan.ts'
import type { Body, Failure, RequestHead, ResponseHead } from '../../model/message.ts'
import { badRequest, failureVerdict, outcomeOf } from '../answer.ts'
import type { Destinations } from '../arrive.ts'
import type { Arrival, Core } from '../core.ts'
import { LiveExchange } from '../live-exchange.ts'
import { type Abort, type ClientPort, type Respond, type Switch, outcomeOfAnswer, run } from '../perform.ts'
import { resolveTarget } from '../target.ts'
import { type StageChain, cutFailure } from '../stage-chain.ts'
import { takeOver } from '../takeover.ts'
import { clientLeft } from './codes.ts'
import { contentLength, toObject } from './fields.ts'
import { encodeHead, insteadOfUnsendable, openAnswer, requestHead } from './heads.ts'
import { sendStaged } from './staged-body.ts'
import { StreamSink, resetStream } from './stream-sink.ts'
import { feedBody, whenCancelled, asSocket } from './stream-source.ts'

/** NGHTTP2_FLAG_END_STREAM (RFC 9113 §6.2). */
const endStream = 1

/** Ends the whole connection. */
export type Drop = (how: 'reset' | 'close') => void

export class ServerStream implements ClientPort {
  readonly #core: Core
  readonly #stream: ServerHttp2Stream
  readonly #arrival: Arrival
  readonly #to: Destinations
  readonly #drop: Drop
  readonly #head: RequestHead
  readonly #bodyless: boolean
  #exchange: LiveExchange | undefined
  #requestBody: BodyStream | undefined
  #requestDone: boolean
  #answer: Respond | undefined
  #answered = false
  #staging: StageChain | undefined
  #sink: StreamSink | undefined

  constructor(
    core: Core,
    stream: ServerHttp2Stream,
    flags: number,
    raw: readonly string[],
    arrival: Arrival,
    to: Destinations,
    drop: Drop,
  ) {
    this.#core = core
    this.#stream = stream
    this.#arrival = arrival
    this.#to = to
    this.#drop = drop
    this.#head = requestHead(raw)
    this.#bodyless = (flags & endStream) !== 0
    this.#requestDone = this.#bodyless
    // Resets come as errors; what they mean is told by `close` and its code.
    ;(stream as Http2Stream).on('error', () => {})
    stream.on('close', () => this.#closed())
  }

  start(): void {
    const head = this.#head
    const resolved = resolveTarget(head, head.fields[head.fields.indexOf('host') + 1], this.#arrival)
    const { mode, site, client, parent, barred } = this.#arrival
    const kind = head.method !== 'CONNECT' ? 'http' : head.protocol === undefined ? 'connect' : 'upgrade'
    const exchange = new LiveExchange(this.#core, this, {
      mode,
      site,
      client,
      kind,
      head,
      url: 'problem' in resolved ? head.target : resolved.url,
      parent,
    })
    this.#exchange = exchange
    if (barred !== undefined) return this.respond(failureVerdict(barred))
    if ('problem' in resolved) return this.respond(failureVerdict(badRequest(resolved.problem)))
    run(
      this.#core.handler,
      { head, target: resolved.target, body: this.#body(exchange, kind), patches: [], arbiter: undefined },
      exchange,
      this,
    )
  }

  #body(exchange: LiveExchange, kind: string): Body {
    if (this.#bodyless || kind !== 'http') return emptyBody()
    const body = feedBody(
      this.#stream,
      contentLength(this.#head.fields),
      (chunk) => exchange.requestBytes(chunk),
      (trailers) => {
        this.#requestDone = true
        if (trailers !== undefined) exchange.requestTrailers(trailers)
        this.#settle()
      },
    )
    whenCancelled(this.#stream, () => {
      this.#requestDone = true
      this.#settle()
    })
    this.#requestBody = body
    return body
  }

  respond(verdict: Respond): void {
    const exchange = this.#exchange!
    const { head, body } = verdict
    const instead = insteadOfUnsendable(verdict)
    if (instead !== undefined) {
      body.cancel()
      return this.respond(instead)
    }
    this.#answer = verdict
    const patches: Patch[] = [...verdict.patches]
    const fields = encodeHead(head, patches)
    const ends = this.#head.method === 'HEAD' || head.status === 204 || head.status === 304 || body.length === 0
    exchange.respondedWith(head, patches, body.length === null)
    if (this.#stream.destroyed || this.#stream.closed) return body.cancel()
    const { plan } = exchange
    if (plan !== undefined && plan.down.length > 0) return this.#respondStaged(plan, fields, ends, body, exchange)
    if (!this.#open(fields, ends, body, exchange)) return
    if (ends) {
      if (body.length === 0) body.pipe(discard)
      else body.cancel()
      return this.#written(undefined)
    }
    this.#sink = new StreamSink(this.#stream, body, exchange.responseTap, (failure) => this.#written(failure))
    this.#sink.start()
  }

  /** Sends the head. False when it cannot be sent: then the exchange is over. */
  #open(fields: readonly string[], ends: boolean, body: Body, exchange: LiveExchange): boolean {
    if (this.#stream.destroyed || this.#stream.closed) return false
    const failure = openAnswer(this.#stream, fields, ends)
    if (failure === undefined) return true
    body.cancel()
    exchange.finish('refused', failure)
    return false
  }

  #respondStaged(plan: Plan, fields: readonly string[], ends: boolean, body: Body, exchange: LiveExchange): void {
    if (ends && body.length !== 0) body.cancel()
    const sent = ends && body.length !== 0 ? emptyBody() : body
    const written = (failure: Failure | undefined): void => this.#written(failure)
    const bare = { write: () => true, end: () => written(undefined), fail: written }
    this.#staging = sendStaged(plan.down, plan, this.#core.clock, sent, {
      open: () => {
        if (!this.#open(fields, ends, sent, exchange)) return undefined
        return ends ? bare : new StreamSink(this.#stream, sent, exchange.responseTap, written)
      },
      cut: (how, stage) => this.#cut(how, stage, sent, exchange),
    })
  }

  /** A stage ended the stream, or the whole connection. */
  #cut(how: 'close' | 'reset', stage: ArmedStage, body: Body, exchange: LiveExchange): void {
    this.#exchange = undefined
    body.cancel()
    exchange.finish('fault', cutFailure(how, stage, stage.scope ?? 'stream'))
    if (stage.scope === 'connection') this.#drop(how)
    else resetStream(this.#stream, how === 'reset' ? constants.NGHTTP2_INTERNAL_ERROR : constants.NGHTTP2_CANCEL)
  }

  /** Rules that changed have changed what the answer's data passes through. */
  restage(exchange: LiveExchange): void {
    const plan = exchange.plan!
    const answer = this.#answer
    if (this.#exchange !== exchange || this.#answered || answer === undefined) return
    if (this.#staging === undefined && this.#sink !== undefined && plan.down.length > 0)
      this.#staging = this.#sink.stage({
        clock: this.#core.clock,
        random: plan.random,
        cut: (how, stage) => this.#cut(how, stage, answer.body, exchange),
      })
    this.#staging?.set(plan.down)
  }

  interim(head: ResponseHead): void {
    if (this.#stream.destroyed || this.#stream.headersSent) return
    this.#stream.additionalHeaders({ ...toObject(head.fields), ':status': head.status })
  }

  switch(verdict: Switch): void {
    const exchange = this.#exchange!
    const patches: Patch[] = [...verdict.patches]
    // RFC 8441 §5: over h2 the switch is a 200; 101 and its fields exist only in HTTP/1.
    const head = verdict.head.status === 101 ? { ...verdict.head, status: 200 } : verdict.head
    if (head !== verdict.head)
      patches.push({ op: 'set', index: -1, name: ':status', value: '200', before: '101', cause: 'h1-h2' })
    const fields = encodeHead(head, patches)
    exchange.respondedWith(verdict.head, patches, true)
    this.#stream.respond(fields as never, { waitForTrailers: true, sendDate: false } as never)
    this.#answered = true
    this.#exchange = undefined
    this.#stream.pause()
    takeOver(this.#core, asSocket(this.#stream), undefined, verdict, exchange, this.#arrival, this.#to)
  }

  abort(verdict: Abort): void {
    const exchange = this.#exchange
    this.#exchange = undefined
    exchange?.finish(verdict.from === 'fault' ? 'fault' : outcomeOf(verdict.failure), verdict.failure)
    if (verdict.how === 'hang') return
    const reset = verdict.how === 'reset'
    if (verdict.scope === 'stream' || !reset)
      this.#stream.close(reset ? constants.NGHTTP2_INTERNAL_ERROR : constants.NGHTTP2_REFUSED_STREAM)
    if (verdict.scope === 'connection') this.#drop(verdict.how)
  }

  #written(failure: Failure | undefined): void {
    this.#answered = true
    if (failure !== undefined) {
      this.#exchange?.finish(outcomeOf(failure), failure)
      this.#exchange = undefined
      return
    }
    if (this.#requestBody?.used === false) this.#requestBody.cancel()
    this.#settle()
  }

  /** The exchange ends when both messages are through: an upload may outlast its answer. */
  #settle(): void {
    const answer = this.#answer
    if (!this.#answered || !this.#requestDone || answer === undefined) return
    this.#exchange?.finish(outcomeOfAnswer(answer), answer.failure)
    this.#exchange = undefined
  }

  #closed(): void {
    this.#staging?.stop()
    const exchange = this.#exchange
    this.#exchange = undefined
    if (exchange === undefined) return
    const code = this.#stream.rstCode
    const answer = this.#answer
    const failure = clientLeft(code)
    // RFC 9113 §8.1: a complete answer followed by NO_ERROR ends an upload that nobody waits for.
    if (this.#answered && answer !== undefined && code === constants.NGHTTP2_NO_ERROR)
      exchange.finish(outcomeOfAnswer(answer), answer.failure)
    else exchange.clientGone(failure)
    this.#requestBody?.abort(failure)
    answer?.body.cancel()
  }
}
