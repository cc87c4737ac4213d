/** An origin of any version: each request is waited for by its path and answered step by step by the test. */
import type { Duplex } from 'node:stream'
import type { Pairs, SeenEnd, SeenHead, Sending } from './message.ts'

export const upstreamNames = ['1.0', '1.1', 'h2', 'h2c'] as const
export type UpstreamName = (typeof upstreamNames)[number]

export type Answer = {
  status: number
  /** HTTP/1 only. */
  reason?: string
  fields?: Pairs
  body?: Sending
}

export interface Served {
  readonly head: SeenHead
  readonly method: string
  body(atLeast: number): Promise<Buffer>
  end(): Promise<SeenEnd>
  interim(status: number, fields?: Pairs): void
  respond(answer: Answer): void
  write(bytes: Uint8Array): void
  finish(trailers?: Pairs): void
  /** Says with the end of the answer that no more of the request is wanted: a close, over h2 RST_STREAM with NO_ERROR (RFC 9113 §8.1). */
  stopReading(): void
  /** TCP RST, or RST_STREAM with this code. */
  reset(code: number): void
  /** Goes without a word: FIN, over h2 the whole connection. */
  close(): void
  /** Agrees to a WebSocket, in the way of its version: the bytes from here on. */
  switch(): Duplex
  /** Resolves when the proxy dropped the request: the code of its RST_STREAM, or how its connection ended. */
  gone(): Promise<number | 'fin' | 'reset'>
}

export interface Upstream {
  readonly name: UpstreamName
  readonly port: number
  /** The request with this path, come or to come. */
  take(path: string): Promise<Served>
  close(): Promise<void>
}

/** Requests by path, for whoever comes first: the request or the test that waits for it. */
export class Arrivals {
  readonly #here = new Map<string, Served>()
  readonly #waiting = new Map<string, (served: Served) => void>()

  put(path: string, served: Served): void {
    const waiting = this.#waiting.get(path)
    this.#waiting.delete(path)
    if (waiting === undefined) this.#here.set(path, served)
    else waiting(served)
  }

  take(path: string): Promise<Served> {
    const here = this.#here.get(path)
    this.#here.delete(path)
    return here === undefined ? new Promise((resolve) => this.#waiting.set(path, resolve)) : Promise.resolve(here)
  }
}
