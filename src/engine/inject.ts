/**
 * Requests of our own on their way through the chain. They are exchanges like any other, recorded and ruled by the same
 * interceptors; only that no client stands before them: this port hands the answer to whoever asked.
 */
import { BodyStream, BytesBody, emptyBody } from '../kit/body.ts'
import type { ClientInfo } from '../model/exchange.ts'
import type { Body, Failure, Fields, RequestHead, ResponseHead, Sink } from '../model/message.ts'
import type { OutgoingRequest } from '../model/outgoing.ts'
import { failureVerdict, outcomeOf } from './answer.ts'
import type { Arrival, Core } from './core.ts'
import { isFieldText, isTarget, isToken } from './http1/characters.ts'
import { inspectFields } from './http1/facts.ts'
import { isUpgrade } from './http1/intent.ts'
import { LiveExchange } from './live-exchange.ts'
import { type Abort, type ClientPort, type Respond, type Switch, outcomeOfAnswer, run } from './perform.ts'
import { resolveTarget } from './target.ts'

/** Who asked. After 1xx heads exactly one of `response` and `failed` is called, unless the request is given up before. */
export interface AnswerListener {
  interim(head: ResponseHead): void
  /** The body is to be piped or cancelled; cut short, it says so to its sink. */
  response(head: ResponseHead, body: Body): void
  failed(failure: Failure): void
}

export interface Injected {
  /** The exchange's. */
  readonly id: string
  /** Gives the request up; the listener hears no more. */
  cancel(): void
}

/** They come over no connection, which is why there is no port. */
const client: ClientInfo = { address: '127.0.0.1', port: 0, protocol: 'http/1.1' }
const arrival: Arrival = { mode: 'forward', client, local: { address: '127.0.0.1', port: 0 }, scheme: 'http' }

export function inject(core: Core, request: OutgoingRequest, listener: AnswerListener): Injected {
  return new Injection(core, request, listener)
}

class Injection implements ClientPort, Injected {
  readonly id: string
  readonly #listener: AnswerListener
  readonly #method: string
  readonly #exchange: LiveExchange
  #body: Body | undefined

  constructor(core: Core, request: OutgoingRequest, listener: AnswerListener) {
    const { method, url, fields, protocol = 'auto', replayOf, site } = request
    this.#listener = listener
    this.#method = method
    const asked: RequestHead = { method, target: url, version: '1.1', fields }
    const problem = problemOf(asked)
    const resolved = problem === undefined ? resolveTarget(asked, undefined, arrival) : { problem }
    const path = 'problem' in resolved ? url : resolved.target.path
    const kind = problem === undefined && isUpgrade(inspectFields(fields)) ? 'upgrade' : 'http'
    const head = { ...asked, target: path }
    const mode = site === undefined ? 'forward' : 'reverse'
    this.#exchange = new LiveExchange(core, this, { mode, site, client, kind, head, url, own: true, replayOf })
    this.id = this.#exchange.id
    if ('problem' in resolved) {
      this.respond(failureVerdict({ code: 'bad_request', message: resolved.problem, leg: 'middlebox' }))
      return
    }
    const body = kind === 'upgrade' ? emptyBody() : bodyOf(request)
    if (request.body !== undefined) this.#exchange.requestBytes(request.body)
    // A switch of protocols is asked for on a connection of its own.
    const target = { ...resolved.target, protocol: kind === 'upgrade' ? ('http/1.1' as const) : protocol }
    run(core.handler, { head, target, body, patches: [] }, this.#exchange, this)
  }

  interim(head: ResponseHead): void {
    this.#listener.interim(head)
  }

  respond(verdict: Respond): void {
    const { head, failure } = verdict
    const exchange = this.#exchange
    if (failure !== undefined && verdict.from === 'middlebox') {
      // There is no client that would need an answer instead of the cause.
      verdict.body.cancel()
      exchange.finish(outcomeOf(failure), failure)
      return this.#listener.failed(failure)
    }
    exchange.respondedWith(head, verdict.patches, verdict.body.length === null)
    const bodyless = this.#method === 'HEAD' || head.status === 204 || head.status === 304
    if (bodyless && verdict.body.length !== 0) verdict.body.cancel()
    const body = bodyless && verdict.body.length !== 0 ? emptyBody() : verdict.body
    this.#body = body
    this.#listener.response(
      head,
      new AnswerBody(body, exchange, (end) => {
        if (end === 'cancelled') this.cancel()
        else exchange.finish(end === undefined ? outcomeOfAnswer(verdict) : outcomeOf(end), end)
      }),
    )
  }

  /** Nobody here speaks the other protocol: its connection ends with the head. */
  switch(verdict: Switch): void {
    this.#exchange.respondedWith(verdict.head, verdict.patches, false)
    verdict.channel?.close('close')
    this.#exchange.finish(outcomeOfAnswer(verdict))
    this.#listener.response(verdict.head, emptyBody())
  }

  abort(verdict: Abort): void {
    if (verdict.how === 'hang') return
    this.#exchange.finish(verdict.from === 'fault' ? 'fault' : outcomeOf(verdict.failure), verdict.failure)
    this.#listener.failed(verdict.failure)
  }

  cancel(): void {
    if (this.#exchange.ended) return
    this.#exchange.clientGone({ code: 'client_abort', message: 'the request was given up', leg: 'client' })
    this.#body?.cancel()
  }
}

/** The answer's body with the exchange's eye on it. */
class AnswerBody implements Body, Sink {
  readonly length: number | null
  readonly #source: Body
  readonly #exchange: LiveExchange
  readonly #ended: (end: Failure | 'cancelled' | undefined) => void
  #sink: Sink | undefined

  constructor(source: Body, exchange: LiveExchange, ended: (end: Failure | 'cancelled' | undefined) => void) {
    this.length = source.length
    this.#source = source
    this.#exchange = exchange
    this.#ended = ended
  }

  get used(): boolean {
    return this.#source.used
  }

  pipe(sink: Sink): void {
    this.#sink = sink
    this.#source.pipe(this)
  }

  pause(): void {
    this.#source.pause()
  }

  resume(): void {
    this.#source.resume()
  }

  cancel(): void {
    this.#ended('cancelled')
  }

  write(chunk: Uint8Array): boolean {
    this.#exchange.responseTap.add(chunk)
    return this.#sink!.write(chunk)
  }

  end(trailers?: Fields): void {
    if (trailers !== undefined) this.#exchange.responseTap.trailers = trailers
    this.#ended(undefined)
    this.#sink!.end(trailers)
  }

  fail(failure: Failure): void {
    this.#ended(failure)
    this.#sink!.fail(failure)
  }
}

/** Chunked when the head says so: then its length is not told. */
function bodyOf({ fields, body }: OutgoingRequest): Body {
  if (inspectFields(fields).transferEncoding !== 'chunked') return new BytesBody(body)
  const stream = new BodyStream(null, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  if (body !== undefined && body.length > 0) stream.push(body)
  stream.finish()
  return stream
}

/** What would make other bytes of the head than the ones that were meant: a line end, a character that is no byte. */
function problemOf({ method, target, fields }: RequestHead): string | undefined {
  if (method === '' || method === 'CONNECT' || !every(method, isToken))
    return `Expected a method, got ${JSON.stringify(method)}`
  if (!every(target, isTarget))
    return `Expected a URL without spaces and control characters, got ${JSON.stringify(target)}`
  for (let i = 0; i < fields.length; i += 2) {
    const [name, value] = [fields[i]!, fields[i + 1]!]
    if (name === '' || !every(name, isToken)) return `Expected a field name, got ${JSON.stringify(name)}`
    if (!every(value, isFieldText))
      return `Expected a value of ${name} without control characters, got ${JSON.stringify(value)}`
  }
  try {
    inspectFields(fields)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

function every(text: string, allowed: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (allowed[text.charCodeAt(i)] !== 1) return false
  return true
}
