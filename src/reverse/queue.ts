/**
 * Requests that wait, first come first served, for an upstream that has room. Whoever's turn it is takes its place in the
 * same moment in which that gets free, so that nobody who has just come can be quicker.
 */
import type { Clock } from '../kit/clock.ts'
import type { Context } from '../model/contract.ts'
import type { QueueOptions } from '../model/route.ts'
import { WaitingLine } from './waiting-line.ts'

/** Tries to go on; false when there is no room yet. */
type Turn = () => boolean

export class Queue {
  readonly #options: QueueOptions
  readonly #clock: Clock
  readonly #waiting: WaitingLine<Turn>

  /** `before`: the queue in whose place this one is, whose requests go on waiting. */
  constructor(options: QueueOptions, clock: Clock, before?: Queue) {
    this.#options = options
    this.#clock = clock
    this.#waiting = before === undefined ? new WaitingLine() : before.#waiting
  }

  get length(): number {
    return this.#waiting.length
  }

  get full(): boolean {
    return this.#waiting.length >= this.#options.size
  }

  /** What `claim` found when it was this request's turn; undefined when it waited too long, too many wait, its client is gone, or `stop` says so. */
  wait<T>({ signal }: Context, claim: () => T | undefined, stop?: AbortSignal): Promise<T | undefined> {
    const stops = stop === undefined ? [signal] : [signal, stop]
    if (this.full || stops.some(({ aborted }) => aborted)) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const settle = (found: T | undefined): void => {
        this.#waiting.leave(place)
        timer.stop()
        for (const one of stops) one.removeEventListener('abort', left)
        resolve(found)
      }
      const place = this.#waiting.join(() => {
        const found = claim()
        if (found !== undefined) settle(found)
        return found !== undefined
      })
      const left = (): void => settle(undefined)
      const timer = this.#clock.after(this.#options.timeout, left)
      for (const one of stops) one.addEventListener('abort', left)
    })
  }

  /** There may be room again: as many go on as find some. */
  advance(): void {
    while (this.#waiting.first?.() === true);
  }
}
