/** A connection to an HTTP/1 upstream: one request at a time, kept in the pool between them. */
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { type BodySource, BodyStream } from '../../kit/body.ts'
import type { Protocol, UpstreamInfo } from '../../model/exchange.ts'
import type { Failure, Fields, Request, ResponseHead } from '../../model/message.ts'
import type { Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'
import type { LiveExchange, Phases } from '../live-exchange.ts'
import { toHttp1Request } from '../http2/to-http1.ts'
import type { Dialed } from '../upstream/dialler.ts'
import { type ResponseOwner, type UpstreamLink, isIdempotent } from '../upstream/link.ts'
import type { Pool } from '../upstream/pool.ts'
import { SocketChannel } from '../upstream/socket-channel.ts'
import { encodeRequest } from './encode-request.ts'
import { factsKey } from './facts.ts'
import { type Framing, responseFraming } from './framing.ts'
import { type ParsedResponseHead, parseResponseHead } from './head.ts'
import { wantsKeepAlive } from './intent.ts'
import { Malformed } from './malformed.ts'
import { MessageReader, type ReaderOwner } from './reader.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'

const noPhases: Phases = { dns: null, connect: null, tls: null }

export class Http1Upstream implements UpstreamLink, ReaderOwner, WriterOwner, BodySource, Expiring {
  readonly key: string
  deadline = 0
  info: UpstreamInfo
  phases: Phases
  readonly #core: Core
  readonly #dialed: Dialed
  readonly #socket: Socket | TLSSocket
  readonly #pool: Pool<Http1Upstream>
  readonly #live: Set<Http1Upstream>
  readonly #reader: MessageReader
  readonly #writer: MessageWriter
  #owner: ResponseOwner | undefined
  #exchange: LiveExchange | undefined
  #method = ''
  #body: BodyStream | undefined
  #requestDone = true
  #responseDone = true
  #reusable = true
  #headSeen = false
  #bytesSeen = false
  #switching: ParsedResponseHead | undefined
  #rest: Buffer[] = []
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
    // Real servers send bare LF and obs-fold in responses; those two are repaired, visibly.
    this.#reader = new MessageReader(this, core.limits, true)
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
    this.#responseDone = false
    this.#reusable = true
    this.#headSeen = false
    this.#bytesSeen = false
    const dialed = this.#dialed
    const encoded = encodeRequest(request, {
      absoluteForm: dialed.absoluteForm,
      proxyAuthorization: dialed.absoluteForm ? (dialed.proxyAuthorization ?? '') : undefined,
      upgrade: exchange.kind === 'upgrade',
      own: exchange.own,
    })
    exchange.upstreamReady(this.info, request.patches.length === 0 ? encoded.patches : [...request.patches, ...encoded.patches], this.phases)
    this.#reader.next()
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
    if (this.#owner === undefined && this.#responseDone) return this.close()
    this.#bytesSeen = true
    this.#feeding = true
    this.#reader.feed(chunk)
    this.#feeding = false
    if (this.#switching !== undefined) this.#handOver()
    else if (this.#exchange !== undefined) this.#settle()
  }

  readHead(text: string, repaired: string): Framing | 'interim' {
    const head = parseResponseHead(text, this.#core.limits)
    const framing = responseFraming(head[factsKey], head.version, head.status, this.#method)
    if (repaired !== '') {
      head[factsKey].repaired = repaired
      this.#core.emit({ type: 'warning', at: this.#core.clock.now(), code: 'upstream_malformed', message: `the response head was repaired (${repaired})`, ...(this.#exchange && { exchange: this.#exchange.id }) })
    }
    if (framing === 'switch') {
      if (this.#exchange?.kind !== 'upgrade') throw new Malformed(`Expected a final answer, got ${head.status} to a request that asked for no other protocol`)
      this.#headSeen = true
      this.#switching = head
      return framing
    }
    if (head.status < 200) {
      this.#owner?.interim(head)
      return 'interim'
    }
    this.#headSeen = true
    this.#reusable = framing !== 'close' && wantsKeepAlive(head.version, head[factsKey])
    const body = new BodyStream(typeof framing === 'number' ? framing : null, this)
    this.#body = body
    const owner = this.#owner
    owner?.response(head, body)
    return framing
  }

  bodyData(chunk: Buffer): void {
    this.#body?.push(chunk)
  }

  bodyEnd(trailers: Fields | undefined): void {
    const body = this.#body
    this.#body = undefined
    this.#responseDone = true
    body?.finish(trailers)
    this.#settle()
  }

  rawData(chunk: Buffer): void {
    this.#rest.push(chunk)
  }

  malformed(error: Malformed, bytes: string): void {
    const code = error.limit === undefined ? 'upstream_malformed' : 'upstream_head_too_large'
    this.#fail({ code, message: `the upstream's answer is not valid HTTP: ${error.message}`, leg: 'upstream', bytes }, false)
    this.close()
  }

  pauseBody(): void {
    this.#socket.pause()
  }

  resumeBody(): void {
    this.#socket.resume()
  }

  cancelBody(): void {
    this.close()
  }

  /** 101 or a tunnel: the connection is the channel's from here on. */
  #handOver(): void {
    const head = this.#switching as ResponseHead
    const owner = this.#owner
    this.#owner = undefined
    this.#socket.pause()
    this.#release()
    const rest = this.#rest.length === 0 ? undefined : Buffer.concat(this.#rest)
    owner?.switched(head, new SocketChannel(this.#socket, rest))
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
    if (!this.#requestDone || !this.#responseDone || this.#feeding) return
    this.#owner = undefined
    this.#exchange = undefined
    // A paused socket would hide the peer's FIN: it must not be reused.
    if (!this.#reusable || this.#gone || this.#core.stopping || this.#reader.held > 0 || this.#socket.isPaused()) return this.close()
    this.phases = noPhases
    if (!this.info.reused) this.info = { ...this.info, reused: true }
    this.deadline = this.#core.clock.now() + this.#core.limits.upstreamIdleTimeout
    this.#pool.put(this)
  }

  readonly #onEnd = (): void => {
    const proper = this.#reader.finish()
    if (this.#responseDone) {
      if (this.#requestDone) return this.close()
      // The answer is complete, the upload is not wanted any more.
      this.#writer.abandon()
      return this.close()
    }
    if (proper && this.#headSeen) return
    this.#fail({ code: 'upstream_closed', message: this.#closedMessage(), leg: 'upstream' }, true)
    this.close()
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    const code = error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'upstream_reset' : 'upstream_closed'
    this.#fail({ code, message: `the upstream ${code === 'upstream_reset' ? 'reset the connection' : `connection failed (${error.code ?? error.message})`}${this.#headSeen ? ' before the response was complete' : ' before it answered'}`, leg: 'upstream' }, true)
    this.#writer.abandon()
    this.close()
  }

  readonly #onClose = (): void => {
    this.#fail({ code: 'upstream_closed', message: this.#closedMessage(), leg: 'upstream' }, true)
    this.#writer.abandon()
    this.close()
  }

  #closedMessage(): string {
    return this.#headSeen ? 'the upstream closed the connection before the response was complete' : 'the upstream closed the connection without an answer'
  }

  #fail(failure: Failure, connectionDied: boolean): void {
    if (this.#responseDone) return
    this.#responseDone = true
    const owner = this.#owner
    this.#owner = undefined
    const body = this.#body
    this.#body = undefined
    const again = connectionDied && this.info.reused && !this.#bytesSeen && isIdempotent(this.#method)
    if (this.#headSeen) body?.abort(failure)
    else owner?.failed(failure, again)
  }
}

export function upstreamInfo(dialed: Dialed, protocol: Protocol): UpstreamInfo {
  return {
    address: dialed.address,
    port: dialed.port,
    protocol,
    reused: false,
    ...(dialed.tls !== undefined && { tls: dialed.tls }),
    ...(dialed.via !== undefined && { via: dialed.via }),
  }
}
