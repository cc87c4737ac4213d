/**
 * A request body that does not say how long it is, as most of HTTP/2 and everything chunked: it goes to the first upstream as
 * it comes, nobody waits for its end, and what has passed is kept for another try until it is too much.
 */
import type { Body, Failure, Fields, Sink } from '../model/message.ts'
import type { Replay } from './replay.ts'

const unwanted: Failure = {
  code: 'upstream_unwanted',
  message: 'another upstream is asked instead',
  leg: 'middlebox',
}

export class KeptBody implements Replay, Sink {
  readonly #source: Body
  readonly #limit: number
  /** What has passed; undefined when it can go to nobody else. */
  #chunks: Uint8Array[] | undefined = []
  #size = 0
  #current: Part | undefined
  #sink: Sink | undefined
  #ended = false
  #trailers: Fields | undefined
  #failure: Failure | undefined

  constructor(source: Body, limit: number) {
    this.#source = source
    this.#limit = limit
  }

  /** Takes it from the try before, which may still be sending it: what comes from here on is for the next one. */
  next(): Body | undefined {
    if (this.#chunks === undefined) return undefined
    const before = this.#sink
    this.#current = this.#sink = undefined
    if (before !== undefined && !this.#ended) {
      this.#source.pause()
      before.fail(unwanted)
    }
    return new Part(this, this.#source.length)
  }

  done(): void {
    this.#chunks = undefined
    if (this.#sink === undefined && !this.#ended) this.#source.cancel()
  }

  // ---- what a try asks for

  flow(part: Part, sink: Sink): void {
    this.#current = part
    this.#sink = sink
    if (!this.#source.used) return this.#source.pipe(this)
    if (this.#failure !== undefined) return sink.fail(this.#failure)
    let more = true
    for (const chunk of this.#chunks ?? []) {
      more = sink.write(chunk)
      if (this.#current !== part) return
    }
    if (this.#size > this.#limit) this.#chunks = undefined
    if (this.#ended) sink.end(this.#trailers)
    else if (more) this.#source.resume()
  }

  pause(part: Part): void {
    if (this.#current === part) this.#source.pause()
  }

  resume(part: Part): void {
    if (this.#current === part) this.#source.resume()
  }

  /** The try is over: what is still to come waits for the next one, if there can be one. */
  drop(part: Part): void {
    if (this.#current !== part) return
    this.#current = this.#sink = undefined
    if (this.#ended) return
    if (this.#chunks === undefined) this.#source.cancel()
    else this.#source.pause()
  }

  // ---- what the source tells

  write(chunk: Uint8Array): boolean {
    if (this.#chunks !== undefined) {
      this.#size += chunk.length
      // What comes between two tries has been promised to the next.
      if (this.#size > this.#limit && this.#sink !== undefined) this.#chunks = undefined
      else this.#chunks.push(chunk)
    }
    return this.#sink !== undefined && this.#sink.write(chunk)
  }

  end(trailers?: Fields): void {
    this.#ended = true
    this.#trailers = trailers
    this.#sink?.end(trailers)
  }

  fail(failure: Failure): void {
    this.#ended = true
    this.#chunks = undefined
    this.#failure = failure
    this.#sink?.fail(failure)
  }
}

/** The body of one try. */
class Part implements Body {
  readonly length: number | null
  used = false
  readonly #whole: KeptBody

  constructor(whole: KeptBody, length: number | null) {
    this.length = length
    this.#whole = whole
  }

  pipe(sink: Sink): void {
    this.used = true
    this.#whole.flow(this, sink)
  }

  pause(): void {
    this.#whole.pause(this)
  }

  resume(): void {
    this.#whole.resume(this)
  }

  cancel(): void {
    this.used = true
    this.#whole.drop(this)
  }
}
