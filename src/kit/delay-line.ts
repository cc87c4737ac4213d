/** A stage that holds chunks until they are due, in order: the common part of latency, bandwidth, slices and stalls. */
import type { Failure, Fields, Sink } from '../model/message.ts'
import type { StageSink, StageTools } from '../model/stage.ts'

/** Bytes held before the source is asked to pause. */
export const heldBytes = 256 * 1024
/** The same where bytes are on their way and not waiting: bandwidth times delay, as on a long line, within reason. */
export const bytesUnderWay = 4 * 1024 * 1024

/** Chunks taken out of the queue before its array is shortened. */
const compactAfter = 1024

export type Hold = (chunk: Uint8Array, due: number) => void

/**
 * `schedule` is called once for each chunk that arrives and gives it, whole or in pieces, to `hold` with the time at which
 * each is due, on the clock of `tools`. A piece never overtakes the one before it; the end follows the last one.
 */
export class DelayLine implements StageSink {
  readonly #next: Sink
  readonly #tools: StageTools
  readonly #schedule: (chunk: Uint8Array, hold: Hold) => void
  readonly #hold: Hold
  readonly #most: number
  #queue: { chunk: Uint8Array; due: number }[] = []
  #first = 0
  #held = 0
  #timer: { stop(): void } | undefined
  #end: (() => void) | undefined
  /** The source was told to pause. */
  #refused = false
  /** The last chunk passed on was too much for what follows. */
  #blocked = false
  #released = false
  #over = false

  /** `most`: bytes held before the source is asked to pause. */
  constructor(next: Sink, tools: StageTools, schedule: (chunk: Uint8Array, hold: Hold) => void, most = heldBytes) {
    this.#next = next
    this.#tools = tools
    this.#schedule = schedule
    this.#most = most
    this.#hold = (chunk, due) => {
      this.#queue.push({ chunk, due })
      this.#held += chunk.length
    }
  }

  write(chunk: Uint8Array): boolean {
    if (this.#end !== undefined) return true
    if (this.#released) return this.#next.write(chunk)
    // The source was stopped and flows again without our asking: what follows has drained.
    if (this.#refused) this.#blocked = false
    this.#schedule(chunk, this.#hold)
    if (this.#timer === undefined) this.#deliver(this.#tools.now())
    this.#refused = this.#blocked || this.#held >= this.#most
    return !this.#refused
  }

  end(trailers?: Fields): void {
    this.#close(() => this.#next.end(trailers))
  }

  fail(failure: Failure): void {
    this.#close(() => this.#next.fail(failure))
  }

  release(): void {
    this.#released = true
    this.#timer?.stop()
    this.#timer = undefined
    this.#deliver(Infinity)
    this.#ask()
  }

  #close(end: () => void): void {
    if (this.#end !== undefined) return
    this.#end = end
    if (this.#first === this.#queue.length) this.#finish()
  }

  #finish(): void {
    if (this.#over) return
    this.#over = true
    this.#end?.()
  }

  #deliver(now: number): void {
    while (this.#first < this.#queue.length) {
      const { chunk, due } = this.#queue[this.#first]!
      if (due > now) return this.#wait(due - now)
      if (++this.#first > compactAfter) {
        this.#queue = this.#queue.slice(this.#first)
        this.#first = 0
      }
      this.#held -= chunk.length
      this.#blocked = !this.#next.write(chunk)
    }
    this.#queue = []
    this.#first = 0
    if (this.#end !== undefined) this.#finish()
  }

  /** What is never due waits for `release`, or for the connection's end. */
  #wait(ms: number): void {
    if (ms === Infinity) return
    this.#timer = this.#tools.after(ms, () => {
      this.#timer = undefined
      this.#deliver(this.#tools.now())
      this.#ask()
    })
  }

  #ask(): void {
    // When what follows is blocked, its own resume reaches the source.
    if (!this.#refused || this.#blocked || this.#held >= this.#most) return
    this.#refused = false
    this.#tools.resume()
  }
}
