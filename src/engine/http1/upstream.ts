/** A connection to an HTTP/1 upstream: one request at a time, kept in the pool between them. */
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { UpstreamInfo } from '../../model/exchange.ts'
import type { Body, Failure, Request, ResponseHead } from '../../model/message.ts'
import type { Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'
import type { LiveExchange, Phases } from '../live-exchange.ts'
import { toHttp1Request } from '../http2/to-http1.ts'
import type { Dialed } from '../upstream/dialler.ts'
import { type ResponseOwner, type UpstreamLink, isIdempotent, upstreamInfo } from '../upstream/link.ts'
import type { Pool } from '../upstream/pool.ts'
import { SocketChannel } from '../upstream/socket-channel.ts'
import { encodeRequest } from './encode-request.ts'
import type { Malformed } from './malformed.ts'
import { ResponseIntake, type ResponseIntakeOwner } from './response-intake.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'

const noPhases: Phases = { dns: null, connect: null, tls: null }

export class Http1Upstream implements UpstreamLink, ResponseIntakeOwner, WriterOwner, Expiring {
  readonly key: string
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
  #owner: ResponseOwner | undefined
  #exchange: LiveExchange | undefined
  #method = ''
  #requestDone = true
  #bytesSeen = false
  #gone = false
  #feeding = false

  /** `live` holds every connection that is not closed, so that a stopping session can end them. */
  constructor(core: Core, dialed: Dialed, pool: Pool<Http1Upstream>, key: string, live: Set<Http1Upstream>) {
    this.#core = core
    this.#live = live
    live.add(this)
    this.#dialed = dialed
    this.#socket = dialed.socket
    this.#pool = pool
    this.key = key
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
    exchange.upstreamReady(
      this.info,
      request.patches.length === 0 ? encoded.patches : [...request.patches, ...encoded.patches],
      this.phases,
    )
    this.#intake.next(this.#method, exchange)
    this.#writer.send(encoded.text, encoded.framing, request.body)
    this.#socket.resume()
  }

  cancel(owner: ResponseOwner): void {
    if (this.#owner === owner) this.close()
  }

  close(): void {
    this.#gone = true
    this.#pool.remove(this)
    this.#live.delete(this)
    this.#core.deadlines.delete(this)
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
    this.#exchange?.requestSent()
    this.#settle()
  }

  /** The client's body broke off: the upstream must not take it for complete. */
  messageCut(): void {
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
    const code = error.limit === undefined ? 'upstream_malformed' : 'upstream_head_too_large'
    this.#fail(
      { code, message: `the upstream's answer is not valid HTTP: ${error.message}`, leg: 'upstream', bytes },
      false,
    )
    this.close()
  }

  /** 101 or a tunnel: the connection is the channel's from here on. */
  #handOver(head: ResponseHead): void {
    const owner = this.#owner
    this.#owner = undefined
    this.#socket.pause()
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
    if (!this.#intake.persists || this.#intake.held > 0 || this.#gone || this.#core.stopping || this.#socket.isPaused())
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
    this.#fail({ code: 'upstream_closed', message: this.#closedMessage(), leg: 'upstream' }, true)
    this.close()
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    const code = error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'upstream_reset' : 'upstream_closed'
    this.#fail(
      {
        code,
        message: `the upstream ${code === 'upstream_reset' ? 'reset the connection' : `connection failed (${error.code ?? error.message})`}${this.#intake.headSeen ? ' before the response was complete' : ' before it answered'}`,
        leg: 'upstream',
      },
      true,
    )
    this.#writer.abandon()
    this.close()
  }

  readonly #onClose = (): void => {
    this.#fail({ code: 'upstream_closed', message: this.#closedMessage(), leg: 'upstream' }, true)
    this.#writer.abandon()
    this.close()
  }

  #closedMessage(): string {
    return this.#intake.headSeen
      ? 'the upstream closed the connection before the response was complete'
      : 'the upstream closed the connection without an answer'
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
