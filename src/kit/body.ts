/**
 * Bodies as push streams: the producer pushes, the one consumer's sink pushes back through `false` and `resume`.
 * Synchronous on purpose: a 1 KB answer passes without a promise, a closure or a timer.
 */
import type { Body, Failure, Fields, Sink } from '../model/message.ts'

/** What the producer of a body can be asked to do; one per connection, not per body. */
export interface BodySource {
  pauseBody(): void
  resumeBody(): void
  /** The consumer wants no more of the current body. */
  cancelBody(): void
}

/** Bytes held back before the source is asked to pause, while nobody has called `pipe` yet: one socket read. */
const holdBack = 65_536

/** A body fed by a connection. */
export class BodyStream implements Body {
  readonly length: number | null
  used = false
  /** True once the producer called `finish` or `abort`. */
  ended = false
  #source: BodySource | undefined
  #sink: Sink | undefined
  #queue: Uint8Array[] | undefined
  #queued = 0
  #trailers: Fields | undefined
  #failure: Failure | undefined
  #paused = false
  /** The source has been asked to pause, by the consumer or because too much is queued. */
  #held = false
  #cancelled = false
  #delivered = false

  constructor(length: number | null, source: BodySource) {
    this.length = length
    this.#source = source
  }

  get cancelled(): boolean {
    return this.#cancelled
  }

  /** Producer: bytes arrived. */
  push(chunk: Uint8Array): void {
    if (this.#cancelled || this.ended) return
    if (this.#flowing) {
      if (!this.#sink!.write(chunk)) this.pause()
      return
    }
    ;(this.#queue ??= []).push(chunk)
    this.#queued += chunk.length
    if (this.#queued >= holdBack) this.#holdSource()
  }

  /** Producer: the body is complete. */
  finish(trailers?: Fields): void {
    if (this.ended) return
    this.#trailers = trailers
    const source = this.#held ? this.#source : undefined
    this.#close()
    // The connection goes on to its next message: it must not stay paused for this one.
    source?.resumeBody()
  }

  /** Producer: the body broke off. What is queued is still delivered first. */
  abort(failure: Failure): void {
    if (this.ended) return
    this.#failure = failure
    this.#close()
  }

  pipe(sink: Sink): void {
    if (this.used) throw new Error('a body can be read once')
    this.used = true
    this.#sink = sink
    this.#flush()
  }

  pause(): void {
    this.#paused = true
    this.#holdSource()
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    if (this.#sink !== undefined) this.#flush()
  }

  cancel(): void {
    if (this.#cancelled) return
    this.#cancelled = true
    this.used = true
    this.#queue = undefined
    const source = this.#source
    this.#source = undefined
    source?.cancelBody()
  }

  /** Nothing stands between the source and the sink. A flush that is running still holds the queue. */
  get #flowing(): boolean {
    return this.#sink !== undefined && this.#queue === undefined
  }

  #close(): void {
    this.ended = true
    this.#source = undefined
    if (this.#flowing) this.#deliverEnd()
  }

  #holdSource(): void {
    if (this.#held) return
    this.#held = true
    this.#source?.pauseBody()
  }

  #flush(): void {
    const sink = this.#sink!
    const queue = this.#queue
    while (queue !== undefined && queue.length > 0) {
      if (this.#paused || this.#cancelled) return
      const chunk = queue.shift()!
      this.#queued -= chunk.length
      if (!sink.write(chunk)) this.pause()
    }
    this.#queue = undefined
    if (this.ended) this.#deliverEnd()
    else if (this.#held && !this.#paused) {
      this.#held = false
      this.#source?.resumeBody()
    }
  }

  #deliverEnd(): void {
    if (this.#cancelled || this.#delivered) return
    this.#delivered = true
    if (this.#failure !== undefined) this.#sink!.fail(this.#failure)
    else this.#sink!.end(this.#trailers)
  }
}

/** A body that is already here in full. */
export class BytesBody implements Body {
  readonly length: number
  used = false
  #chunk: Uint8Array | undefined
  #sink: Sink | undefined

  constructor(chunk?: Uint8Array) {
    this.length = chunk?.length ?? 0
    this.#chunk = chunk
  }

  pipe(sink: Sink): void {
    if (this.used) throw new Error('a body can be read once')
    this.used = true
    const chunk = this.#chunk
    this.#chunk = undefined
    if (chunk !== undefined && chunk.length > 0 && !sink.write(chunk)) this.#sink = sink
    else sink.end()
  }

  pause(): void {}

  resume(): void {
    const sink = this.#sink
    this.#sink = undefined
    sink?.end()
  }

  cancel(): void {
    this.used = true
    this.#chunk = undefined
    this.#sink = undefined
  }
}

/** Takes everything and keeps nothing. */
export const discard: Sink = { write: () => true, end: () => {}, fail: () => {} }

/** A body of no bytes. */
export function emptyBody(): Body {
  return new BytesBody()
}

const encoder = new TextEncoder()

/** A body of UTF-8 text. */
export function textBody(text: string): Body {
  return new BytesBody(encoder.encode(text))
}
