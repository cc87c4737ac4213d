/** Limits on each phase of an answer: the connection and the head, which the engine watches, and the silence inside the body. */
import type { Clock, Timer } from '../kit/clock.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Body, Failure, Sink } from '../model/message.ts'
import type { TimeoutOptions } from '../model/route.ts'
import { noteSource, sourceOf } from './try.ts'

export function createTimeouts({ connect, response, idle }: TimeoutOptions, clock: Clock): Interceptor {
  const patience = { ...(connect !== undefined && { connect }), ...(response !== undefined && { response }) }
  return {
    name: 'reverse-timeouts',
    handle(request, next, context) {
      const verdict = next({ ...request, patience: { ...request.patience, ...patience } }, context)
      if (idle === undefined) return verdict
      const watched = async () => {
        const settled = await verdict
        if (settled.kind !== 'respond' || settled.body.length === 0 || settled.failure !== undefined) return settled
        const timed = { ...settled, body: new WatchedBody(settled.body, idle, clock) }
        noteSource(timed, sourceOf(settled))
        return timed
      }
      return watched()
    },
  }
}

/** A body whose source may be silent for so long only, while its consumer waits for it. */
class WatchedBody implements Body {
  readonly length: number | null
  readonly #body: Body
  readonly #idle: number
  readonly #clock: Clock
  #timer: Timer | undefined
  #sink: Sink | undefined
  #paused = false

  constructor(body: Body, idle: number, clock: Clock) {
    this.length = body.length
    this.#body = body
    this.#idle = idle
    this.#clock = clock
  }

  get used(): boolean {
    return this.#body.used
  }

  pipe(sink: Sink): void {
    this.#sink = sink
    this.#wait()
    this.#body.pipe({
      write: (chunk) => {
        this.#wait()
        return sink.write(chunk)
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

  /** Who pauses is the one that is waited for. */
  pause(): void {
    this.#paused = true
    this.#timer?.stop()
    this.#body.pause()
  }

  resume(): void {
    this.#paused = false
    if (this.#sink !== undefined) this.#wait()
    this.#body.resume()
  }

  cancel(): void {
    this.#over()
    this.#body.cancel()
  }

  #wait(): void {
    this.#timer?.stop()
    if (!this.#paused) this.#timer = this.#clock.after(this.#idle, () => this.#expire())
  }

  #over(): void {
    this.#timer?.stop()
    this.#sink = undefined
  }

  #expire(): void {
    const sink = this.#sink
    this.#over()
    const failure: Failure = {
      code: 'upstream_timeout',
      message: `the upstream sent nothing for ${this.#idle} ms in the middle of its answer`,
      leg: 'upstream',
    }
    this.#body.cancel()
    sink?.fail(failure)
  }
}
