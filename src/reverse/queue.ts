/** Requests that wait, first come first served, for an upstream that has room. */
import type { Clock } from '../kit/clock.ts'
import type { Context } from '../model/contract.ts'
import type { QueueOptions } from '../model/route.ts'

export class Queue {
  readonly #options: QueueOptions
  readonly #clock: Clock
  readonly #waiting: ((turn: boolean) => void)[] = []

  constructor(options: QueueOptions, clock: Clock) {
    this.#options = options
    this.#clock = clock
  }

  get length(): number {
    return this.#waiting.length
  }

  /** True when it is this request's turn; false when it waited too long, too many wait, or its client is gone. */
  wait(context: Context): Promise<boolean> {
    if (this.#waiting.length >= this.#options.size) return Promise.resolve(false)
    return new Promise((resolve) => {
      const { signal } = context
      const done = (turn: boolean): void => {
        const at = this.#waiting.indexOf(done)
        if (at >= 0) this.#waiting.splice(at, 1)
        timer.stop()
        signal.removeEventListener('abort', left)
        resolve(turn)
      }
      const left = (): void => done(false)
      const timer = this.#clock.after(this.#options.timeout, left)
      signal.addEventListener('abort', left)
      this.#waiting.push(done)
    })
  }

  /** There is room for one more. */
  advance(): void {
    this.#waiting[0]?.(true)
  }
}
