/** A body seen through a byte stage: what holds, cuts or changes bytes on a connection does the same to one message's body. */
import type { Body, Failure, Fields, Sink } from '../model/message.ts'
import type { ByteStage, StageTools } from '../model/stage.ts'

export type BodyStaging = Pick<StageTools, 'now' | 'after' | 'random'> & {
  /** Bytes that the framing announces from here on; null when only the end will tell. */
  length: number | null
  /** How the body ends when the stage cuts it. */
  failure(how: 'close' | 'reset'): Failure
}

/** The body with `stage` in front of its consumer. A stage that ends the body before its source does lets the source go. */
export function pipeThrough(body: Body, stage: ByteStage, staging: BodyStaging): Body {
  return new StagedBody(body, stage, staging)
}

class StagedBody implements Body {
  readonly length: number | null
  readonly #body: Body
  readonly #stage: ByteStage
  readonly #staging: BodyStaging
  readonly #timers = new Set<{ stop(): void }>()
  readonly #overs: (() => void)[] = []
  #over = false
  #used = false

  constructor(body: Body, stage: ByteStage, staging: BodyStaging) {
    this.length = staging.length
    this.#body = body
    this.#stage = stage
    this.#staging = staging
  }

  get used(): boolean {
    return this.#used
  }

  pipe(sink: Sink): void {
    if (this.#used) throw new Error('a body can be read once')
    this.#used = true
    let sourceOver = false
    /** The consumer hears one end only, and after it nothing. */
    const close = (tell: () => void): void => {
      if (this.#over) return
      this.#finish()
      if (!sourceOver) this.#body.cancel()
      tell()
    }
    const guarded: Sink = {
      write: (chunk) => this.#over || sink.write(chunk),
      end: (trailers?: Fields) => close(() => sink.end(trailers)),
      fail: (failure) => close(() => sink.fail(failure)),
    }
    const staged = this.#stage(
      guarded,
      this.#tools((how) => guarded.fail(this.#staging.failure(how))),
    )
    this.#body.pipe({
      write: (chunk) => this.#over || staged.write(chunk),
      end: (trailers) => {
        sourceOver = true
        if (!this.#over) staged.end(trailers)
      },
      fail: (failure) => {
        sourceOver = true
        if (!this.#over) staged.fail(failure)
      },
    })
  }

  pause(): void {
    this.#body.pause()
  }

  resume(): void {
    this.#body.resume()
  }

  cancel(): void {
    this.#used = true
    this.#finish()
    this.#body.cancel()
  }

  #finish(): void {
    this.#over = true
    for (const run of this.#overs) run()
    for (const timer of this.#timers) timer.stop()
    this.#timers.clear()
  }

  #tools(cut: StageTools['cut']): StageTools {
    const { now, after, random } = this.#staging
    return {
      now,
      random,
      cut,
      whenOver: (run) => void this.#overs.push(run),
      resume: () => {
        if (!this.#over) this.#body.resume()
      },
      after: (ms, run) => {
        const timer = after(ms, () => {
          this.#timers.delete(timer)
          if (!this.#over) run()
        })
        this.#timers.add(timer)
        return {
          stop: () => {
            this.#timers.delete(timer)
            timer.stop()
          },
        }
      },
    }
  }
}
