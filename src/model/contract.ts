/** The chain's contract: a request goes down through interceptors as a value, a verdict comes back as a value. */
import type { BodyRecord, ClientInfo } from './exchange.ts'
import type { ProxyEvent } from './event.ts'
import type { Failure, Request, ResponseHead } from './message.ts'
import type { Plan } from './plan.ts'
import type { Verdict } from './verdict.ts'

export type Handler = (request: Request, context: Context) => Verdict | Promise<Verdict>

export interface Interceptor {
  /** Shown in docs and in causes; one word, kebab-case. */
  readonly name: string
  /** Passes on by calling `next`, changes by calling it with another request or returning another verdict, stops by not calling it. */
  handle(request: Request, next: Handler, context: Context): Verdict | Promise<Verdict>
}

/** What an interceptor may know and do besides the request itself. One per exchange. */
export interface Context {
  /** The exchange's id, unique in the session. */
  readonly id: string
  readonly client: ClientInfo
  readonly mode: Mode
  /** The reverse site whose listener the request came to, by its place in the options. */
  readonly site?: number | undefined
  /** Name of the route that it took there; who finds the route says it. */
  route?: string | undefined
  /** How the client framed the exchange: a plain request, a CONNECT, or a request to switch protocols. */
  readonly kind: 'http' | 'connect' | 'upgrade'
  /** Aborted when the client is gone or the engine gives up. Made on first use. */
  readonly signal: AbortSignal
  /** Sends a 1xx head to the client as it comes (RFC 9110 §15.2); dropped for HTTP/1.0 clients. */
  interim(head: ResponseHead): void
  emit(event: ProxyEvent): void
  /** The answer that came is not wanted: the record shows the try, begun at `startedAt`, as one that failed so. */
  dropAnswer(failure: Failure, startedAt: number): void
  /** A record to pour a body into that is to be shown: it keeps as much as the session keeps of any. */
  keepBody(): BodyRecord & { add(chunk: Uint8Array): void }
  /** What is armed for this exchange so far. */
  readonly plan: Plan | undefined
  /** The plan to write to, made on first use with this source of randomness. */
  arm(random: Plan['random']): Plan
  /** When the request's head was here, as `now`. */
  readonly startedAt: number
  /** Milliseconds since the epoch, with fractions, from the session's clock. */
  now(): number
}

export type Mode = 'forward' | 'reverse'
