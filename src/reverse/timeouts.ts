/** Limits on each phase of an answer: the connection and the head, which the engine watches, and the silence inside the body. */
import type { Clock, Timer } from '../kit/clock.ts'
import { WatchedBody } from '../kit/watched-body.ts'
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
        const timed = { ...settled, body: new TimedBody(settled.body, idle, clock) }
        noteSource(timed, sourceOf(settled))
        return timed
      }
      return watched()
    },
  }
}

/** A body whose source may be silent for so long only, while its consumer waits for it. */
class TimedBody implements Body {
  readonly length: number | null
  readonly #body: WatchedBody
  readonly #idle: number
  #sink: Sink | undefined

  constructor(body: Body, idle: number, clock: Clock) {
    this.length = body.length
    this.#idle = idle
    let timer: Timer | undefined
    this.#body = new WatchedBody(body, (awaited) => {
      timer?.stop()
      timer = awaited === 'source' ? clock.after(idle, () => this.#expire()) : undefined
    })
  }

  get used(): boolean {
    return this.#body.used
  }

  pipe(sink: Sink): void {
    this.#sink = sink
    this.#body.pipe(sink)
  }

  pause(): void {
    this.#body.pause()
  }

  resume(): void {
    this.#body.resume()
  }

  cancel(): void {
    this.#body.cancel()
  }

  #expire(): void {
    const failure: Failure = {
      code: 'upstream_timeout',
      message: `the upstream sent nothing for ${this.#idle} ms in the middle of its answer`,
      leg: 'upstream',
    }
    this.#body.cancel()
    this.#sink?.fail(failure)
  }
}
