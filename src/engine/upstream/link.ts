/** A connection to an upstream that can carry requests, whatever it speaks. */
import type { Protocol, UpstreamInfo } from '../../model/exchange.ts'
import type { Body, Channel, Failure, Request, ResponseHead } from '../../model/message.ts'
import type { LiveExchange } from '../live-exchange.ts'
import type { Phases } from '../timings.ts'
import type { Rival } from '../tries.ts'
import type { Dialed } from './dialler.ts'

/** Who waits for the response to one request. Exactly one of `response`, `switched` and `failed` is called, once. */
export interface ResponseOwner {
  /** When it is one of several tries at once: its readings. */
  readonly rival?: Rival | undefined
  interim(head: ResponseHead): void
  response(head: ResponseHead, body: Body): void
  switched(head: ResponseHead, channel: Channel): void
  /** No response head came. `again`: sending the request once more on another connection cannot do harm by the rules of RFC 9110 §9.2.2. */
  failed(failure: Failure, again: boolean): void
}

export interface UpstreamLink {
  /** Facts of the connection; `reused` is true after its first exchange. */
  readonly info: UpstreamInfo
  /** How long it took to come about; reported with the first exchange only. */
  readonly phases: Phases
  /** h2 only: the peer announced RFC 8441. */
  readonly takesExtendedConnect?: boolean
  /** Sends one request. Over h1 only when idle. */
  send(request: Request, exchange: LiveExchange, owner: ResponseOwner): void
  /** The owner of the running request wants nothing more. */
  cancel(owner: ResponseOwner): void
}

const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/** RFC 9110 §9.2.2: these may be sent again when the connection died before any answer. */
export function isIdempotent(method: string): boolean {
  return idempotent.has(method)
}

/** What a dial says of the connection it made, for an exchange that is its first. */
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
