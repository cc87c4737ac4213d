/** Writes answers on a client's HTTP/1 connection: what the chain decided becomes a head, its framing, and whether the connection goes on. */
import type { Duplex } from 'node:stream'
import type { ResponseHead } from '../../model/message.ts'
import type { Plan } from '../../model/plan.ts'
import type { Core } from '../core.ts'
import type { LiveExchange } from '../live-exchange.ts'
import type { Respond, Switch } from '../perform.ts'
import { encodeInterim, encodeResponse } from './encode-response.ts'
import type { ParsedRequestHead } from './head.ts'
import { StagedMessage } from './staged-message.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'

export class ResponseOutlet {
  /** The connection can carry another exchange: the client wants it, and so far nothing speaks against it. */
  keepAlive = true
  /** The last answer's only end is that of the connection. */
  untilClose = false
  readonly #core: Core
  readonly #socket: Duplex
  readonly #owner: WriterOwner
  readonly #writer: MessageWriter
  #staged: StagedMessage | undefined

  constructor(core: Core, socket: Duplex, owner: WriterOwner) {
    this.#core = core
    this.#socket = socket
    this.#owner = owner
    this.#writer = new MessageWriter(socket, owner)
  }

  /** Writes the answer to `head`; its body flows from here on. */
  respond(verdict: Respond, exchange: LiveExchange, { method, version }: ParsedRequestHead): void {
    const { text, framing, patches, keepAlive } = encodeResponse(verdict.head, {
      method,
      clientVersion: version,
      keepAlive: this.keepAlive && !this.#core.stopping,
      length: verdict.body.length,
      untilClose: verdict.from === 'upstream' && verdict.head.version !== '2',
      switching: false,
    })
    this.keepAlive = keepAlive
    this.untilClose = framing === 'close'
    exchange.respondedWith(verdict.head, joined(verdict.patches, patches), typeof framing !== 'number')
    const tap = framing === 0 ? undefined : exchange.responseTap
    const { plan } = exchange
    this.#staged = undefined
    if (plan === undefined || plan.down.length === 0) return this.#writer.send(text, framing, verdict.body, tap)
    if (plan.down.some(({ closes }) => closes)) this.keepAlive = false
    this.#staged = new StagedMessage(this.#socket, plan.down, plan, this.#core.clock, this.#owner)
    this.#staged.send(text, framing, verdict.body, tap)
  }

  /** The stages of the answer that is being written have changed. */
  restage(plan: Plan): void {
    if (plan.down.some(({ closes }) => closes)) this.keepAlive = false
    if (this.#staged !== undefined) this.#staged.restage(plan.down)
    else if (this.#writer.busy && plan.down.length > 0)
      this.#staged = new StagedMessage(this.#socket, plan.down, plan, this.#core.clock, this.#owner, this.#writer)
  }

  /** The client has all of an answer that tells by itself where it ends, though a stage holds its end back. */
  get delivered(): boolean {
    return !this.untilClose && this.#staged?.delivered === true
  }

  interim(head: ResponseHead, request: ParsedRequestHead): void {
    // RFC 9110 §15.2: a server must not send a 1xx to an HTTP/1.0 client.
    if (request.version !== '1.0') this.#writer.writeText(encodeInterim(head))
  }

  /** The last head on this connection: other bytes follow. */
  switch(verdict: Switch, exchange: LiveExchange, { method, version }: ParsedRequestHead): void {
    const { text, patches } = encodeResponse(verdict.head, {
      method,
      clientVersion: version,
      keepAlive: false,
      length: 0,
      untilClose: false,
      switching: true,
    })
    exchange.respondedWith(verdict.head, joined(verdict.patches, patches), true)
    this.#writer.writeText(text)
  }

  writeText(text: string): void {
    this.#writer.writeText(text)
  }

  /** Stops the body that is being written: its receiver is gone, or it cannot be completed. */
  abandon(): void {
    this.#staged?.abandon()
    this.#staged = undefined
    this.#writer.abandon()
  }

  detach(): void {
    this.#writer.detach()
  }
}

/** Patches of the chain, then those of the encoding; usually there are none of the former. */
function joined<Item>(first: readonly Item[], second: readonly Item[]): readonly Item[] {
  return first.length === 0 ? second : [...first, ...second]
}
