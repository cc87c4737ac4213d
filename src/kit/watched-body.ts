/** A body that tells who is waited for: those that limit a wait must not blame the one side for the slowness of the other. */
import type { Body, Sink } from '../model/message.ts'

/** The one that is to act next: the body's source, its consumer, or nobody any more. */
export type Awaited = 'source' | 'sink' | 'nobody'

export class WatchedBody implements Body {
  readonly length: number | null
  readonly #body: Body
  readonly #told: (awaited: Awaited) => void
  #sink: Sink | undefined

  /** `told` is called when it begins, with each chunk, at each pause and resumption, and at the end. */
  constructor(body: Body, told: (awaited: Awaited) => void) {
    this.length = body.length
    this.#body = body
    this.#told = told
  }

  get used(): boolean {
    return this.#body.used
  }

  pipe(sink: Sink): void {
    this.#sink = sink
    this.#told('source')
    this.#body.pipe({
      write: (chunk) => {
        const more = sink.write(chunk)
        if (this.#sink !== undefined) this.#told(more ? 'source' : 'sink')
        return more
      },
      end: (trailers) => {
        this.#over()
        sink.end(trailers)
      },
      fail: (failure) => {
        this.#over()
        sink.fail(failure)
      },
    })
  }

  pause(): void {
    if (this.#sink !== undefined) this.#told('sink')
    this.#body.pause()
  }

  resume(): void {
    if (this.#sink !== undefined) this.#told('source')
    this.#body.resume()
  }

  cancel(): void {
    this.#over()
    this.#body.cancel()
  }

  #over(): void {
    this.#sink = undefined
    this.#told('nobody')
  }
}
