/**
 * Puts armed stages between a message's encoded bytes and their socket: latency, bandwidth, cuts. Looks like the socket to
 * the writer above it, so that messages without a plan pay nothing.
 */
import type { Failure, Sink } from '../model/message.ts'
import type { ArmedStage } from '../model/plan.ts'
import type { StageTools } from '../model/stage.ts'
import type { Clock, Timer } from '../kit/clock.ts'

/** What a message writer needs of a socket. */
export interface WriteTarget {
  write(data: string | Uint8Array, encoding?: BufferEncoding): boolean
  cork(): void
  uncork(): void
  on(event: 'drain', listener: () => void): unknown
  off(event: 'drain', listener: () => void): unknown
}

export type StagingWorld = {
  clock: Clock
  /** The next random number for a rule's purpose. */
  random(rule: string, purpose: string): number
  /** A stage ended the connection. */
  cut(how: 'close' | 'reset', stage: ArmedStage): void
}

/** The stages as one sink in front of `last`. `stop` ends all their timers: their connection is gone. */
export type Staging = Sink & { stop(): void }

export function stageBytes(
  stages: readonly ArmedStage[],
  last: Sink,
  world: StagingWorld,
  resume: () => void,
): Staging {
  const timers = new Set<Timer>()
  const overs: (() => void)[] = []
  let over = false
  const stop = (): void => {
    if (over) return
    over = true
    for (const run of overs) run()
    for (const timer of timers) timer.stop()
    timers.clear()
  }
  const toolsFor = (armed: ArmedStage): StageTools => ({
    now: () => world.clock.now(),
    after(ms, run) {
      const timer = world.clock.after(ms, () => {
        timers.delete(timer)
        if (!over) run()
      })
      timers.add(timer)
      return {
        stop: () => {
          timers.delete(timer)
          timer.stop()
        },
      }
    },
    random: (purpose) => world.random(armed.rule, purpose),
    resume: () => {
      if (!over) resume()
    },
    whenOver: (run) => void overs.push(run),
    cut(how) {
      if (over) return
      stop()
      world.cut(how, armed)
    },
  })
  const open: Sink = {
    write: (chunk) => over || last.write(chunk),
    end: (trailers) => over || last.end(trailers),
    fail: (failure) => over || last.fail(failure),
  }
  const first = stages.reduceRight<Sink>((next, armed) => armed.stage(next, toolsFor(armed)), open)
  return {
    write: (chunk) => over || first.write(chunk),
    end(trailers) {
      if (!over) first.end(trailers)
    },
    fail(failure) {
      if (!over) first.fail(failure)
    },
    stop,
  }
}

/** The socket of one staged message: the writer writes here, the stages pass it on to `last`. */
export class StagedTarget implements WriteTarget {
  readonly #staging: Staging
  #drain: (() => void) | undefined

  constructor(stages: readonly ArmedStage[], last: Sink, world: StagingWorld) {
    this.#staging = stageBytes(stages, last, world, () => this.#drain?.())
  }

  /** The socket under the stages has room again. */
  drained(): void {
    this.#drain?.()
  }

  write(data: string | Uint8Array, encoding?: BufferEncoding): boolean {
    return this.#staging.write(typeof data === 'string' ? Buffer.from(data, encoding) : data)
  }

  /** The writer is through: the stages deliver what they hold, then `last` is ended. */
  end(): void {
    this.#staging.end()
  }

  fail(failure: Failure): void {
    this.#staging.fail(failure)
  }

  stop(): void {
    this.#staging.stop()
  }

  cork(): void {}

  uncork(): void {}

  on(_event: 'drain', listener: () => void): void {
    this.#drain = listener
  }

  off(): void {
    this.#drain = undefined
  }
}
