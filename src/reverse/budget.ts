/** A budget for retries: a share of what passes, so that retries do not bury upstreams that are struggling. */
import type { Clock } from '../kit/clock.ts'

/** ms over which both are counted, in two halves. */
const window = 10_000
/** Retries that are always allowed in that time: a share of very few requests is none. */
const least = 10

export class Budget {
  readonly #share: number
  readonly #clock: Clock
  #at = 0
  #now = { requests: 0, retries: 0 }
  #before = { requests: 0, retries: 0 }

  constructor(share: number, clock: Clock) {
    this.#share = share
    this.#clock = clock
  }

  /** A request began. */
  request(now: number): void {
    this.#turn(now)
    this.#now.requests++
  }

  /** Whether one more retry is within the budget; if so it is counted. */
  retry(): boolean {
    this.#turn(this.#clock.now())
    const requests = this.#now.requests + this.#before.requests
    const retries = this.#now.retries + this.#before.retries
    if (retries >= Math.max(least, requests * this.#share)) return false
    this.#now.retries++
    return true
  }

  #turn(now: number): void {
    const age = now - this.#at
    if (age < window / 2) return
    this.#before = age < window ? this.#now : { requests: 0, retries: 0 }
    this.#now = { requests: 0, retries: 0 }
    this.#at = now
  }
}
