/** One try at a route's upstreams, among several perhaps: what the interceptors of one route tell each other about it. */
import type { Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Endpoint } from './endpoint.ts'

export type Try = Request & {
  /** Upstreams that were tried for this exchange before; better left alone. */
  tried?: readonly Endpoint[]
  /** Where whoever chooses says whom it chose, for those that ask another before the first has answered. */
  chosen?: Endpoint[]
}

const sources = new WeakMap<Verdict, Endpoint>()

/** Notes whose verdict it is: for those that may be tried again, so that what goes well pays nothing. */
export function noteSource(verdict: Verdict, endpoint: Endpoint | undefined): void {
  if (endpoint !== undefined) sources.set(verdict, endpoint)
}

export function sourceOf(verdict: Verdict): Endpoint | undefined {
  return sources.get(verdict)
}
