/** One try at a route's upstreams, among several perhaps: what the interceptors of one route tell each other about it. */
import type { Context, Handler } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Endpoint } from './endpoint.ts'

export type Try = Request & {
  /** Upstreams that were tried for this exchange before; better left alone. */
  tried?: readonly Endpoint[]
  /** Where whoever chooses says whom it chose, for those that ask another before the first has answered. */
  chosen?: Endpoint[]
}

/** A request to be handed on, and who hears first what comes of it. */
export interface Asking {
  readonly request: Request
  readonly next: Handler
  readonly context: Context
  /** Lets the verdict stand, or has another in its place. */
  judge(verdict: Verdict): Verdict | Promise<Verdict>
}

/** Hands a request on, and what comes of it to its judge: two that would wait for the same wait once. */
export type Ask = (asking: Asking) => Verdict | Promise<Verdict>

export const asItIs = (verdict: Verdict): Verdict => verdict

const sources = new WeakMap<Verdict, Endpoint>()

/** Notes whose verdict it is: for those that may be tried again, so that what goes well pays nothing. */
export function noteSource(verdict: Verdict, endpoint: Endpoint | undefined): void {
  if (endpoint !== undefined) sources.set(verdict, endpoint)
}

export function sourceOf(verdict: Verdict): Endpoint | undefined {
  return sources.get(verdict)
}
