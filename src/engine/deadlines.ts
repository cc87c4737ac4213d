/**
 * One timer for all connections of a session: each sets a deadline as a number, and one pass finds those that are over.
 * A pass over 10,000 connections costs tens of microseconds; a timer per request would cost more on every request.
 */
import type { Clock, Timer } from '../kit/clock.ts'
import type { Arrival } from './core.ts'
import { type Member, Roster } from '../kit/roster.ts'

export interface Expiring extends Member {
  /** Epoch ms; 0 = none. */
  deadline: number
  /** The deadline is over. It has been set to 0. */
  expire(): void
  /** The client's connection that this is, where it is one. */
  readonly arrival?: Arrival
  /** The session stops: end when idle, else after what runs. */
  stop?(): void
}

/** How late a deadline may be noticed, ms. */
const resolution = 250

export class Deadlines {
  readonly #clock: Clock
  readonly #watched = new Roster<Expiring>()
  #timer: Timer | undefined
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#watched.size
  }

  add(one: Expiring): void {
    // What was dialled as the session ended is closed by whoever asked for it.
    if (this.#closed) return
    this.#watched.add(one)
    this.#timer ??= this.#clock.every(resolution, () => this.#pass())
  }

  /** As they are now: they may go while they are gone through. */
  all(): readonly Expiring[] {
    return [...this.#watched]
  }

  delete(one: Expiring): void {
    this.#watched.delete(one)
  }

  /** Tells all of them that the session stops. */
  stop(): void {
    for (const one of [...this.#watched]) one.stop?.()
  }

  close(): void {
    this.#closed = true
    this.#timer?.stop()
    this.#timer = undefined
    this.#watched.clear()
  }

  #pass(): void {
    const now = this.#clock.now()
    for (const one of this.#watched) {
      if (one.deadline === 0 || one.deadline > now) continue
      one.deadline = 0
      one.expire()
    }
  }
}
