/**
 * One link's capacity, shared by everything on it: bytes become available at a rate and are given out in the order asked
 * for, in slices, so that a large download does not keep a small answer waiting for its whole length.
 */
import type { Clock, Timer } from '../kit/clock.ts'

/** Seconds of the rate that may be sent at once: what a router's queue would hold. */
const burst = 0.05
/** Bytes given out at least: a packet. */
const smallest = 1500

type Wish = { bytes: number; grant: (bytes: number) => void }

export class TokenBucket {
  readonly #rate: number
  readonly #slice: number
  readonly #clock: Clock
  #available: number
  #at: number
  readonly #wishes: Wish[] = []
  #timer: Timer | undefined
  /** The pass that runs was waited for. */
  #waited = false

  /** `rate` in bytes a second, above 0. */
  constructor(rate: number, clock: Clock) {
    this.#rate = rate
    this.#slice = Math.max(smallest, Math.floor(rate * burst))
    this.#clock = clock
    this.#available = this.#slice
    this.#at = clock.now()
  }

  /** Calls `grant` with how many of `bytes` may go now: at once, or when it is their turn. */
  take(bytes: number, grant: (bytes: number) => void): void {
    this.#wishes.push({ bytes, grant })
    this.#serve()
  }

  #serve(): void {
    if (this.#timer !== undefined) return
    this.#refill()
    for (let wish = this.#wishes[0]; wish !== undefined; wish = this.#wishes[0]) {
      const bytes = Math.min(wish.bytes, this.#slice)
      if (this.#available < bytes) return this.#wait(bytes - this.#available)
      this.#available -= bytes
      this.#wishes.shift()
      wish.grant(bytes)
    }
  }

  #wait(missing: number): void {
    this.#timer = this.#clock.after((missing / this.#rate) * 1000, () => {
      this.#timer = undefined
      this.#waited = true
      this.#serve()
      this.#waited = false
    })
  }

  #refill(): void {
    const now = this.#clock.now()
    // While somebody waits, a timer that fires late must not cost the link anything.
    const most = this.#waited ? this.#rate : this.#slice
    this.#available = Math.min(most, this.#available + ((now - this.#at) / 1000) * this.#rate)
    this.#at = now
  }
}
