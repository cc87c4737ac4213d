/** A body that breaks off before its first byte: a head, and then a failure. */
import type { Body, Failure, Sink } from '../model/message.ts'

export class BrokenBody implements Body {
  readonly length = null
  used = false
  readonly #failure: Failure

  constructor(failure: Failure) {
    this.#failure = failure
  }

  pipe(sink: Sink): void {
    if (this.used) throw new Error('a body can be read once')
    this.used = true
    sink.fail(this.#failure)
  }

  pause(): void {}

  resume(): void {}

  cancel(): void {
    this.used = true
  }
}
