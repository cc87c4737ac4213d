/** What shall happen on the client's wire. Only `engine/perform` carries verdicts out. */
import type { Body, Channel, Failure, ResponseHead } from './message.ts'
import type { Patch } from './hop.ts'

/** Where an answer came from, which decides the outcome that the exchange is recorded with. */
export type Origin = 'upstream' | 'mock' | 'fault' | 'middlebox'

export type Verdict =
  /** Answer with this head and body; trailers arrive at the end of the body. */
  | { kind: 'respond'; head: ResponseHead; body: Body; from: Origin; patches: readonly Patch[]; failure?: Failure }
  /** 101, or a 2xx to CONNECT: bytes both ways from here on. Without a channel the engine sniffs what the client says next. */
  | { kind: 'switch'; head: ResponseHead; channel?: Channel; from: Origin; patches: readonly Patch[] }
  /** No answer: a TCP RST, a FIN, or silence until the client goes. Over h2, `stream` scope is RST_STREAM. */
  | {
      kind: 'abort'
      how: 'reset' | 'close' | 'hang'
      scope: 'stream' | 'connection'
      from: Origin
      failure: Failure
    }

/** Stands in for one that would wait for the verdict only to look at it: each promise in between costs. */
export interface Arbiter {
  /** Set by whoever is going to ask it. */
  taken: boolean
  decide(verdict: Verdict): Verdict | Promise<Verdict>
}
