/** A stage that lets bytes pass only as fast as its link's bucket gives them out. */
import type { Failure, Fields, Sink } from '../model/message.ts'
import type { ByteStage, StageTools } from '../model/stage.ts'
import type { TokenBucket } from './token-bucket.ts'

/** Bytes held before the source is asked to pause. */
const holdBack = 64 * 1024

export function throttle(bucket: TokenBucket): ByteStage {
  return (next, tools) => new Throttle(next, tools, bucket)
}

class Throttle implements Sink {
  readonly #next: Sink
  readonly #tools: StageTools
  readonly #bucket: TokenBucket
  readonly #queue: Uint8Array[] = []
  #held = 0
  #waiting = false
  #paused = false
  #finish: (() => void) | undefined
  /** The connection is gone: what was asked of the link is not used. */
  #over = false

  constructor(next: Sink, tools: StageTools, bucket: TokenBucket) {
    this.#next = next
    this.#tools = tools
    this.#bucket = bucket
    tools.whenOver(() => (this.#over = true))
  }

  write(chunk: Uint8Array): boolean {
    this.#queue.push(chunk)
    this.#held += chunk.length
    this.#pump()
    this.#paused = this.#held >= holdBack
    return !this.#paused
  }

  end(trailers?: Fields): void {
    this.#last(() => this.#next.end(trailers))
  }

  fail(failure: Failure): void {
    this.#last(() => this.#next.fail(failure))
  }

  #last(finish: () => void): void {
    if (this.#queue.length === 0 && !this.#waiting) finish()
    else this.#finish = finish
  }

  #pump(): void {
    while (!this.#waiting && this.#queue.length > 0) {
      const first = this.#queue[0]!
      this.#waiting = true
      if (first.length === 0) this.#pass(0)
      else this.#bucket.take(first.length, (bytes) => this.#granted(bytes))
    }
    if (this.#waiting || this.#queue.length > 0) return
    const finish = this.#finish
    this.#finish = undefined
    finish?.()
  }

  #granted(bytes: number): void {
    if (this.#over) return
    this.#pass(bytes)
    this.#pump()
  }

  #pass(bytes: number): void {
    this.#waiting = false
    const first = this.#queue[0]!
    if (bytes >= first.length) this.#queue.shift()
    else this.#queue[0] = first.subarray(bytes)
    this.#held -= bytes
    this.#next.write(bytes >= first.length ? first : first.subarray(0, bytes))
    if (!this.#paused || this.#held >= holdBack / 2) return
    this.#paused = false
    this.#tools.resume()
  }
}
