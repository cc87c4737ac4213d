/** One request on an upstream's HTTP/2 connection. */
import { type ClientHttp2Session, type ClientHttp2Stream, constants } from 'node:http2'
import { type BodyStream, discard } from '../../kit/body.ts'
import type { UpstreamInfo } from '../../model/exchange.ts'
import type { Patch } from '../../model/hop.ts'
import type { Plan } from '../../model/plan.ts'
import type { Clock } from '../../kit/clock.ts'
import { type StageChain, cutFailure } from '../stage-chain.ts'
import type { Body, Failure, Request, ResponseHead } from '../../model/message.ts'
import { factsOf, hostOf } from '../http1/encode-request.ts'
import { checkRequestLine } from '../http1/made.ts'
import { closedEarly } from '../http1/upstream-failure.ts'
import type { LiveExchange } from '../live-exchange.ts'
import type { Phases } from '../timings.ts'
import { type ResponseOwner, isIdempotent } from '../upstream/link.ts'
import { SocketChannel } from '../upstream/socket-channel.ts'
import { contentLength, splitPseudo, toHttp2Fields } from './fields.ts'
import { isUnprocessed, upstreamReset } from './codes.ts'
import { pseudoOrder } from './heads.ts'
import { sendStaged } from './staged-body.ts'
import { StreamSink } from './stream-sink.ts'
import { feedBody, whenCancelled, asSocket } from './stream-source.ts'

/** NGHTTP2_FLAG_END_STREAM (RFC 9113 §6.2). */
const endStream = 1

/** What a stream must know of its connection. */
export type Carrier = {
  readonly info: UpstreamInfo
  readonly phases: Phases
  /** Why the session ended, once it has. */
  readonly cause: Failure | undefined
  /** The connection itself is gone. */
  readonly lost: boolean
}

export class ClientStream {
  readonly #session: ClientHttp2Session
  readonly #upstream: Carrier
  readonly #clock: Clock
  readonly #ended: () => void
  #staging: StageChain | undefined
  #stream: ClientHttp2Stream | undefined
  #owner: ResponseOwner | undefined
  #body: BodyStream | undefined
  #method = ''
  /** The connection had carried an exchange before this one. */
  #reused = false
  #cancelled = false

  constructor(session: ClientHttp2Session, upstream: Carrier, clock: Clock, ended: () => void) {
    this.#session = session
    this.#clock = clock
    this.#upstream = upstream
    this.#ended = ended
  }

  send(request: Request, exchange: LiveExchange, owner: ResponseOwner): void {
    this.#owner = owner
    this.#method = request.head.method
    this.#reused = this.#upstream.info.reused
    const patches: Patch[] = [...request.patches]
    const fields = encodeHead(request, exchange.kind === 'upgrade', patches)
    const bodyless = request.body.length === 0 && exchange.kind !== 'upgrade'
    exchange.upstreamReady(this.#upstream.info, patches, this.#upstream.phases, owner.rival)
    const { plan } = exchange
    if (plan !== undefined && plan.up.length > 0 && exchange.kind === 'http')
      return this.#sendStaged(plan, fields, bodyless, request.body, exchange)
    const stream = this.#open(fields, bodyless, request.body, exchange)
    if (stream === undefined) return
    if (bodyless) {
      request.body.pipe(discard)
      exchange.requestSent(owner.rival)
    } else if (exchange.kind !== 'upgrade') this.#upload(stream, request.body, exchange)
  }

  /** Sends the head. Undefined when it cannot be sent: then the owner has been told. */
  #open(
    fields: readonly string[],
    bodyless: boolean,
    body: Body,
    exchange: LiveExchange,
  ): ClientHttp2Stream | undefined {
    try {
      const stream = this.#session.request(fields as never, { endStream: bodyless, waitForTrailers: !bodyless })
      this.#stream = stream
      this.#listen(stream, exchange)
      return stream
    } catch (error) {
      this.#ended()
      body.cancel()
      const late = this.#session.closed || this.#session.destroyed
      this.#refuse(
        {
          code: 'upstream_h2',
          message: `the request cannot be sent over HTTP/2: ${(error as Error).message}`,
          leg: 'upstream',
          ...(late && { unprocessed: true }),
        },
        late,
      )
      return undefined
    }
  }

  #sendStaged(plan: Plan, fields: readonly string[], bodyless: boolean, body: Body, exchange: LiveExchange): void {
    const sent = { write: () => true, end: () => exchange.requestSent(this.#owner?.rival), fail: () => {} }
    exchange.whenRestaged((changed) => this.#staging?.set(changed.up))
    this.#staging = sendStaged(plan.up, plan, this.#clock, body, {
      open: () => {
        const stream = this.#open(fields, bodyless, body, exchange)
        if (stream === undefined || bodyless) return stream && sent
        stream.once('close', () => body.cancel())
        return new StreamSink(stream, body, undefined, (failure) => {
          if (failure === undefined) exchange.requestSent()
        })
      },
      cut: (how, stage) => {
        const failure: Failure = { ...cutFailure(how, stage, 'stream'), leg: 'upstream' }
        body.cancel()
        this.cancel()
        this.#body?.abort(failure)
        this.#refuse(failure, false)
      },
    })
  }

  cancel(): void {
    this.#cancelled = true
    this.#staging?.stop()
    if (this.#stream === undefined) this.#ended()
    else if (!this.#stream.destroyed) this.#stream.close(constants.NGHTTP2_CANCEL)
  }

  #upload(stream: ClientHttp2Stream, body: Body, exchange: LiveExchange): void {
    const sink = new StreamSink(stream, body, undefined, (failure) => {
      if (failure === undefined) exchange.requestSent()
    })
    stream.once('close', () => body.cancel())
    sink.start()
  }

  #listen(stream: ClientHttp2Stream, exchange: LiveExchange): void {
    stream.on('headers', (_headers, _flags, raw?: string[]) => this.#owner?.interim(responseHead(raw ?? [])))
    stream.on('response', (_headers, flags, raw?: string[]) =>
      this.#respond(stream, responseHead(raw ?? []), flags, exchange),
    )
    stream.on('error', () => {})
    stream.on('close', () => this.#close(stream))
  }

  #respond(stream: ClientHttp2Stream, head: ResponseHead, flags: number, exchange: LiveExchange): void {
    const owner = this.#owner
    this.#owner = undefined
    if (exchange.kind === 'upgrade' && head.status >= 200 && head.status < 300) {
      stream.pause()
      return owner?.switched(head, new SocketChannel(asSocket(stream)))
    }
    const empty = (flags & endStream) !== 0 || this.#method === 'HEAD' || head.status === 204 || head.status === 304
    const body = feedBody(stream, empty ? 0 : contentLength(head.fields))
    whenCancelled(stream, () => this.cancel())
    this.#body = body
    if (empty) body.finish()
    owner?.response(head, body)
  }

  #close(stream: ClientHttp2Stream): void {
    this.#staging?.stop()
    this.#ended()
    const code = stream.rstCode ?? 0
    const cause = this.#upstream.cause
    // A session that died tells more than the stream's own code.
    const failure: Failure =
      cause !== undefined && (this.#session.destroyed || this.#upstream.lost)
        ? cause
        : code === 0
          ? closedEarly({ headSeen: this.#body !== undefined })
          : upstreamReset(code)
    this.#body?.abort(failure)
    if (this.#cancelled) return
    // A GOAWAY that names an earlier stream as its last ends the later ones with the same code.
    if (isUnprocessed(code)) return this.#refuse({ ...failure, unprocessed: true }, true)
    const died = cause !== undefined || code === 0
    this.#refuse(failure, died && this.#reused && isIdempotent(this.#method))
  }

  #refuse(failure: Failure, again: boolean): void {
    const owner = this.#owner
    this.#owner = undefined
    owner?.failed(failure, again)
  }
}

/** Pseudo fields first (RFC 9113 §8.3), then the rest as it stands, or in lower case when it came over HTTP/1. */
function encodeHead(request: Request, upgrade: boolean, patches: Patch[]): string[] {
  const { head, target } = request
  const fromH2 = head.version === '2'
  const facts = factsOf(head)
  const authority = fromH2 ? head.authority : hostOf(request, facts)
  checkRequestLine(head.method, target.path, authority ?? '')
  if (!fromH2) {
    patches.push({ op: 'set', index: -1, name: ':version', value: '2', before: head.version, cause: 'h1-h2' })
    patches.push({ op: 'set', index: -1, name: ':scheme', value: target.scheme, cause: 'h1-h2' })
    patches.push({ op: 'set', index: -1, name: ':authority', value: authority!, cause: 'h1-h2' })
  }
  // A request that was routed elsewhere is asked for with the scheme of where it goes (RFC 9113 §8.3.1).
  else if (head.scheme !== target.scheme)
    patches.push({
      op: 'set',
      index: -1,
      name: ':scheme',
      value: target.scheme,
      ...(head.scheme !== undefined && { before: head.scheme }),
      cause: 'route',
    })
  if (target.path !== head.target)
    patches.push({
      op: 'set',
      index: -1,
      name: ':target',
      value: target.path,
      before: head.target,
      cause: 'target-form',
    })
  const fields = toHttp2Fields(head.fields, facts, patches, !fromH2)
  const pseudo: Readonly<Record<string, string | undefined>> = {
    ':method': head.method,
    ':protocol': upgrade ? head.protocol : undefined,
    ':scheme': target.scheme,
    ':authority': authority,
    ':path': target.path,
  }
  return [...inOrder(pseudo, head.pseudoOrder ?? pseudoOrder), ...fields]
}

function inOrder(pseudo: Readonly<Record<string, string | undefined>>, order: readonly string[]): string[] {
  const names = order === pseudoOrder ? order : new Set([...order, ...pseudoOrder])
  const fields: string[] = []
  for (const name of names) {
    const value = pseudo[name]
    if (value !== undefined) fields.push(name, value)
  }
  return fields
}

function responseHead(raw: readonly string[]): ResponseHead {
  const { pseudo, fields } = splitPseudo(raw)
  return { status: Number(pseudo[':status'] ?? 0), reason: '', version: '2', fields }
}
