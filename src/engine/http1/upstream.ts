/** A connection to an HTTP/1 upstream: one request at a time, kept in the pool between them. */
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { UpstreamInfo } from '../../model/exchange.ts'
import type { Body, Failure, Request, ResponseHead } from '../../model/message.ts'
import type { Plan } from '../../model/plan.ts'
import type { Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'
import type { LiveExchange } from '../live-exchange.ts'
import type { Phases } from '../timings.ts'
import { isInjected, resets } from '../answer.ts'
import { reset } from '../reset.ts'
import { toHttp1Request } from '../http2/to-http1.ts'
import type { Dialed } from '../upstream/dialler.ts'
import { type ResponseOwner, type UpstreamLink, isIdempotent, upstreamInfo } from '../upstream/link.ts'
import type { Origin } from '../upstream/origins.ts'
import type { Places, Pool, Pooled } from '../upstream/pool.ts'
import { SocketChannel } from '../upstream/socket-channel.ts'
import { type EncodedRequest, encodeRequest } from './encode-request.ts'
import type { Malformed } from './malformed.ts'
import { ResponseIntake, type ResponseIntakeOwner } from './response-intake.ts'
import { StagedMessage } from './staged-message.ts'
import { brokenConnection, closedEarly, unreadableAnswer } from './upstream-failure.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'

const noPhases: Phases = { dns: null, connect: null, tls: null }

export class Http1Upstream implements UpstreamLink, ResponseIntakeOwner, WriterOwner, Expiring, Pooled<Http1Upstream> {
  slot = -1
  origin: Origin<Http1Upstream>
  below: Http1Upstream | undefined
  deadline = 0
  info: UpstreamInfo
  phases: Phases
  readonly #core: Core
  readonly #dialed: Dialed
  readonly #socket: Socket | TLSSocket
  readonly #pool: Pool<Http1Upstream>
  readonly #live: Set<Http1Upstream>
  readonly #intake: ResponseIntake
  readonly #writer: MessageWriter
  #staged: StagedMessage | undefined
  #owner: ResponseOwner | undefined
  #exchange: LiveExchange | undefined
  #method = ''
  #requestDone = true
  #bytesSeen = false
  #gone = false
  #feeding = false

  constructor(core: Core, dialed: Dialed, { pool, origin, live }: Places<Http1Upstream>) {
    this.#core = core
    this.#live = live
    live.add(this)
    this.#dialed = dialed
    this.#socket = dialed.socket
    this.#pool = pool
    this.origin = origin
    this.info = upstreamInfo(dialed, 'http/1.1')
    this.phases = dialed.timings
    this.#intake = new ResponseIntake(core, this.#socket, this)
    this.#writer = new MessageWriter(this.#socket, this)
    core.deadlines.add(this)
    this.#socket.on('data', this.#onData)
    this.#socket.on('end', this.#onEnd)
    this.#socket.on('error', this.#onError)
    this.#socket.on('close', this.#onClose)
  }

  send(given: Request, exchange: LiveExchange, owner: ResponseOwner): void {
    const request = given.head.version === '2' ? toHttp1Request(given) : given
    this.deadline = 0
    this.#owner = owner
    this.#exchange = exchange
    this.#method = request.head.method
    this.#requestDone = false
    this.#bytesSeen = false
    const dialed = this.#dialed
    const encoded = encodeRequest(request, {
      absoluteForm: dialed.absoluteForm,
      proxyAuthorization: dialed.absoluteForm ? (dialed.proxyAuthorization ?? '') : undefined,
      upgrade: exchange.kind === 'upgrade',
      own: exchange.own,
    })
    const patches = request.patches.length === 0 ? encoded.patches : [...request.patches, ...encoded.patches]
    exchange.upstreamReady(this.info, patches, this.phases, owner.rival)
    this.#intake.next(this.#method, exchange)
    const { plan } = exchange
    if (plan === undefined || plan.up.length === 0) this.#writer.send(encoded.text, encoded.framing, request.body)
    else this.#sendStaged(encoded, request.body, plan)
    this.#socket.resume()
  }

  #sendStaged({ text, framing }: EncodedRequest, body: Body, plan: Plan): void {
    const staged = (this.#staged = new StagedMessage(this.#socket, plan.up, plan, this.#core.clock, this))
    this.#gone = plan.up.some(({ closes }) => closes)
    this.#exchange!.whenRestaged(({ up }) => {
      // Once the request is out, the connection may be another exchange's.
      if (this.#staged !== staged) return
      this.#gone ||= up.some(({ closes }) => closes)
      staged.restage(up)
    })
    staged.send(text, framing, body)
  }

  cancel(owner: ResponseOwner): void {
    if (this.#owner === owner) this.close()
  }

  close(): void {
    this.#gone = true
    this.#pool.remove(this)
    this.#live.delete(this)
    this.#core.deadlines.delete(this)
    this.#staged?.abandon()
    this.#staged = undefined
    this.#socket.destroy()
  }

  /** Into the pool unused: dialled only to learn what the origin speaks. */
  park(): void {
    this.deadline = this.#core.clock.now() + this.#core.limits.upstreamIdleTimeout
    this.#socket.resume()
    this.#pool.put(this)
  }

  expire(): void {
    this.close()
  }

  // ---- request out

  messageWritten(): void {
    this.#requestDone = true
    this.#staged = undefined
    this.#exchange?.requestSent(this.#owner?.rival)
    this.#settle()
  }

  /** The client's body broke off: the upstream must not take it for complete. */
  messageCut(failure: Failure): void {
    // A fault that ends the upstream's connection is also why the client gets no answer, as if the upstream had ended it.
    if (isInjected(failure)) this.#fail({ ...failure, leg: 'upstream' }, false)
    if (resets(failure)) reset(this.#socket)
    this.close()
  }

  // ---- response in

  readonly #onData = (chunk: Buffer): void => {
    if (this.#owner === undefined && this.#intake.done) return this.close()
    this.#bytesSeen = true
    this.#feeding = true
    this.#intake.feed(chunk)
    this.#feeding = false
    if (this.#intake.switching !== undefined) this.#handOver(this.#intake.switching)
    else if (this.#exchange !== undefined) this.#settle()
  }

  interim(head: ResponseHead): void {
    this.#owner?.interim(head)
  }

  answered(head: ResponseHead, body: Body): void {
    this.#owner?.response(head, body)
  }

  answerRead(): void {
    this.#settle()
  }

  answerUnwanted(): void {
    this.close()
  }

  malformed(error: Malformed, bytes: string): void {
    this.#fail(unreadableAnswer(error, bytes), false)
    this.close()
  }

  /** 101 or a tunnel: the connection is the channel's from here on. */
  #handOver(head: ResponseHead): void {
    const owner = this.#owner
    this.#owner = undefined
    this.#socket.pause()
    this.#pool.remove(this)
    this.#release()
    owner?.switched(head, new SocketChannel(this.#socket, this.#intake.rest))
  }

  #release(): void {
    this.#live.delete(this)
    this.#core.deadlines.delete(this)
    this.#writer.detach()
    this.#socket.off('data', this.#onData)
    this.#socket.off('end', this.#onEnd)
    this.#socket.off('error', this.#onError)
    this.#socket.off('close', this.#onClose)
  }

  /** Back to the pool when both messages are through and nothing speaks against it. */
  #settle(): void {
    // Only after the whole read is it known whether bytes follow the answer, which the next request must not get.
    if (!this.#requestDone || !this.#intake.done || this.#feeding) return
    this.#owner = undefined
    this.#exchange = undefined
    // A paused socket would hide the peer's FIN: it must not be reused.
    if (this.#gone || this.#intake.surplus || !this.#intake.persists || this.#core.stopping || this.#socket.isPaused())
      return this.close()
    this.phases = noPhases
    if (!this.info.reused) this.info = { ...this.info, reused: true }
    this.deadline = this.#core.clock.now() + this.#core.limits.upstreamIdleTimeout
    this.#pool.put(this)
  }

  readonly #onEnd = (): void => {
    const proper = this.#intake.finish()
    if (this.#intake.done) {
      if (this.#requestDone) return this.close()
      // The answer is complete, the upload is not wanted any more.
      this.#writer.abandon()
      return this.close()
    }
    if (proper && this.#intake.headSeen) return
    this.#fail(closedEarly(this.#intake), true)
    this.close()
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#fail(brokenConnection(error, this.#intake), true)
    this.#writer.abandon()
    this.close()
  }

  readonly #onClose = (): void => {
    this.#fail(closedEarly(this.#intake), true)
    this.#writer.abandon()
    this.close()
  }

  #fail(failure: Failure, connectionDied: boolean): void {
    if (this.#intake.done) return
    const owner = this.#owner
    this.#owner = undefined
    this.#intake.breakOff(failure)
    if (this.#intake.headSeen) return
    const again = connectionDied && this.info.reused && !this.#bytesSeen && isIdempotent(this.#method)
    owner?.failed(failure, again)
  }
}
