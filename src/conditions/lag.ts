/** A stage that holds the beginning of an answer for a time; after that everything passes as it comes (DevTools' latency). */
import type { Failure, Fields, Sink } from '../model/message.ts'
import type { ByteStage, StageTools } from '../model/stage.ts'

/** Bytes held before the source is asked to pause. */
const holdBack = 64 * 1024

/** `jitter`: the time varies by up to this, either way. ms. */
export function lag(latency: number, jitter: number): ByteStage {
  return (next, tools) => new Lag(next, tools, latency + (jitter === 0 ? 0 : (tools.random('jitter') * 2 - 1) * jitter))
}

class Lag implements Sink {
  readonly #next: Sink
  readonly #tools: StageTools
  readonly #time: number
  #held: Uint8Array[] | undefined = []
  #size = 0
  #finish: (() => void) | undefined

  constructor(next: Sink, tools: StageTools, time: number) {
    this.#next = next
    this.#tools = tools
    this.#time = time
  }

  write(chunk: Uint8Array): boolean {
    if (this.#held === undefined) return this.#next.write(chunk)
    this.#begin()
    this.#held.push(chunk)
    this.#size += chunk.length
    return this.#size < holdBack
  }

  end(trailers?: Fields): void {
    this.#last(() => this.#next.end(trailers))
  }

  fail(failure: Failure): void {
    this.#last(() => this.#next.fail(failure))
  }

  #last(finish: () => void): void {
    if (this.#held === undefined) return finish()
    this.#begin()
    this.#finish = finish
  }

  #begin(): void {
    if (this.#held!.length === 0 && this.#finish === undefined) this.#tools.after(this.#time, () => this.#release())
  }

  #release(): void {
    const held = this.#held!
    this.#held = undefined
    for (const chunk of held) this.#next.write(chunk)
    if (this.#size >= holdBack) this.#tools.resume()
    this.#finish?.()
  }
}
