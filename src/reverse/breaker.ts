/**
 * A circuit breaker: after too many failures a route answers 503 at once for a while, and then lets a few probes through
 * to see whether its upstreams are back.
 */
import type { Clock } from '../kit/clock.ts'
import type { Interceptor } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { BreakerOptions } from '../model/route.ts'
import type { Verdict } from '../model/verdict.ts'
import { blamesUpstream, failureOf, refusal, retryAfter } from './answer.ts'

type State = 'closed' | 'open' | 'half-open'

/** What became of a request: `unknown` says nothing of the upstream, as when the client left. */
export type Result = 'good' | 'bad' | 'unknown'

export class Breaker {
  state: State = 'closed'
  #options: BreakerOptions
  readonly #clock: Clock
  readonly #tell: (state: State, reason: string) => void
  #until = 0
  /** Counts the changes of state, so that a request is judged in the one it was let through in. */
  #era = 1
  #inRow = 0
  /** Probes on their way, and those that came back well. */
  #probing = 0
  #passed = 0
  /** Counted since `#windowAt`; the window before it counts too, by its share. */
  #windowAt = 0
  #now = { all: 0, bad: 0 }
  #before = { all: 0, bad: 0 }

  constructor(options: BreakerOptions, clock: Clock, tell: (state: State, reason: string) => void) {
    this.#options = options
    this.#clock = clock
    this.#tell = tell
  }

  /** Something was said of it. */
  get told(): boolean {
    return this.#era > 1
  }

  /** The routes were read again: it goes on as what it was, by other numbers from the next request on. */
  follow(options: BreakerOptions): void {
    this.#options = options
  }

  /** A ticket for a request that may go, to be given back with `record`; 0 for one that may not. */
  admit(): number {
    if (this.state === 'open' && this.#clock.now() >= this.#until) {
      this.#passed = 0
      this.#become('half-open', 'it is time to ask again')
      this.#allowProbes()
    }
    if (this.state === 'closed') return this.#era
    // Probes that say nothing for so long are not waited for.
    if (this.state === 'half-open' && this.#clock.now() >= this.#until) this.#allowProbes()
    if (this.state === 'open' || this.#probing >= this.#options.probes) return 0
    this.#probing++
    return this.#era
  }

  record(ticket: number, result: Result): void {
    if (ticket !== this.#era) return
    const ok = result === 'good'
    if (this.state === 'half-open') {
      if (result === 'unknown') this.#probing--
      else this.#probed(ok)
      return
    }
    if (result === 'unknown') return
    this.#count(ok)
    this.#inRow = ok ? 0 : this.#inRow + 1
    const { consecutive, errorRate, minimum } = this.#options
    if (this.#inRow >= consecutive)
      return this.#open(this.#inRow === 1 ? '1 failure' : `${this.#inRow} failures in a row`)
    const all = this.#now.all + this.#before.all
    const bad = this.#now.bad + this.#before.bad
    if (!ok && all >= minimum && bad / all >= errorRate) this.#open(`${bad} of the last ${all} requests failed`)
  }

  /** ms until the next probe. */
  get wait(): number {
    return Math.max(0, this.#until - this.#clock.now())
  }

  #probed(ok: boolean): void {
    if (!ok) return this.#open('a probe failed')
    if (++this.#passed >= this.#options.probes) {
      this.#inRow = 0
      this.#now = { all: 0, bad: 0 }
      this.#before = { all: 0, bad: 0 }
      this.#become('closed', this.#passed === 1 ? 'a probe succeeded' : `${this.#passed} probes succeeded`)
    }
  }

  #allowProbes(): void {
    this.#probing = 0
    this.#until = this.#clock.now() + this.#options.open
  }

  #open(reason: string): void {
    this.#until = this.#clock.now() + this.#options.open
    this.#become('open', reason)
  }

  #become(state: State, reason: string): void {
    this.state = state
    this.#era++
    this.#tell(state, reason)
  }

  /** Two halves of the window, so that the past leaves it in steps and nothing is kept per request. */
  #count(ok: boolean): void {
    const now = this.#clock.now()
    const half = this.#options.window / 2
    if (now - this.#windowAt >= half) {
      this.#before = now - this.#windowAt >= half * 2 ? { all: 0, bad: 0 } : this.#now
      this.#now = { all: 0, bad: 0 }
      this.#windowAt = now
    }
    this.#now.all++
    if (!ok) this.#now.bad++
  }
}

export type BreakerWorld = { clock: Clock; emit(event: ProxyEvent): void; route: string }

/** The breaker of a route: the one that it had `before`, if it had one. */
export function breakerFor(options: BreakerOptions, { clock, emit, route }: BreakerWorld, before?: Breaker): Breaker {
  before?.follow(options)
  const tell = (state: State, reason: string): void =>
    emit({ type: 'health', at: clock.now(), route, state, by: 'breaker', reason })
  return before ?? new Breaker(options, clock, tell)
}

export function createBreaker(breaker: Breaker, route: string): Interceptor {
  return {
    name: 'reverse-breaker',
    handle(request, next, context) {
      const ticket = breaker.admit()
      if (ticket === 0) {
        const message = `the circuit breaker of ${route} is ${breaker.state}: its upstreams failed too often`
        return refusal('breaker_open', message, { leg: 'upstream', fields: retryAfter(breaker.wait) })
      }
      const judged = (verdict: Verdict): Verdict => {
        breaker.record(ticket, resultOf(verdict))
        return verdict
      }
      const verdict = next(request, context)
      if (!(verdict instanceof Promise)) return judged(verdict)
      return verdict.then(judged, (error: unknown) => {
        breaker.record(ticket, 'unknown')
        throw error
      })
    },
  }
}

/** An upstream that says 5xx is as broken as one that says nothing; a client that left says nothing of the upstream. */
function resultOf(verdict: Verdict): Result {
  const failure = failureOf(verdict)
  if (failure !== undefined) return blamesUpstream(failure) ? 'bad' : 'unknown'
  return verdict.kind !== 'respond' || verdict.head.status < 500 ? 'good' : 'bad'
}
