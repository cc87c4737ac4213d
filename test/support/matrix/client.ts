/** A client of any version: sends one request after another and says what it sees of each answer. */
import type { Pairs, SeenEnd, SeenHead, Sending } from './message.ts'

export const clientNames = ['1.0', '1.1', '1.1 in TLS', 'h2', 'h2c'] as const
export type ClientName = (typeof clientNames)[number]

export type Ask = {
  method?: string
  /** Where the request goes: host:port, as Host or :authority, and in the absolute URL. */
  authority: string
  path: string
  fields?: Pairs
  body?: Sending
}

export interface Call {
  write(bytes: Uint8Array): void
  finish(trailers?: Pairs): void
  /** The n-th 1xx head, from 0. */
  interim(n: number): Promise<SeenHead>
  /** 1xx heads so far. */
  interims(): SeenHead[]
  head(): Promise<SeenHead>
  /** Resolves once this many bytes of the body are here. */
  body(atLeast: number): Promise<Buffer>
  end(): Promise<SeenEnd>
  /** Goes away: a reset of the connection, over h2 RST_STREAM with CANCEL. */
  abort(): void
  /** HTTP/1: FIN, reading on. */
  halfClose(): void
}

export interface Client {
  readonly name: ClientName
  ask(ask: Ask): Call
  close(): void
}
