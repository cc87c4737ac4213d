/**
 * A body that is made while it is sent: the next piece is asked for only when the consumer takes it, so that any size
 * costs one piece of memory.
 */
import type { Body, Sink } from '../model/message.ts'

/**
 * Bytes handed over before others get a turn. A socket that takes everything at once reports `drain` before any other
 * event is looked at, so one fast download could hold up every other connection.
 */
const bytesPerTurn = 1024 * 1024

export class ProducedBody implements Body {
  readonly length: number | null
  used = false
  readonly #next: () => Uint8Array | undefined
  #sink: Sink | undefined
  #paused = false
  /** The last write asked for a pause. */
  #blocked = false
  #flowing = false
  #resting = false
  #given = 0

  /** `next` gives piece after piece, and undefined at the end. */
  constructor(length: number | null, next: () => Uint8Array | undefined) {
    this.length = length
    this.#next = next
  }

  pipe(sink: Sink): void {
    if (this.used) throw new Error('a body can be read once')
    this.used = true
    this.#sink = sink
    this.#flow()
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#blocked = false
    this.#flow()
  }

  cancel(): void {
    this.used = true
    this.#sink = undefined
  }

  #flow(): void {
    // A sink may resume from within a write: the loop that is running goes on.
    if (this.#flowing || this.#resting) return
    this.#flowing = true
    while (this.#sink !== undefined && !this.#paused && !this.#blocked) {
      if (this.#given >= bytesPerTurn) {
        this.#rest()
        break
      }
      this.#give(this.#sink)
    }
    this.#flowing = false
  }

  #give(sink: Sink): void {
    const chunk = this.#next()
    if (chunk === undefined) {
      this.#sink = undefined
      sink.end()
      return
    }
    this.#given += chunk.length
    // Set first: `resume` may come before `write` returns.
    this.#blocked = true
    if (sink.write(chunk)) this.#blocked = false
  }

  #rest(): void {
    this.#resting = true
    setImmediate(() => {
      this.#resting = false
      this.#given = 0
      this.#flow()
    })
  }
}
