/** For tests of stages: a fake clock, and everything that comes out of a stage with the time at which it came. */
import { createFakeClock } from '../../src/kit/clock.ts'
import type { Failure, Sink } from '../../src/model/message.ts'
import type { ByteStage, StageSink, StageTools } from '../../src/model/stage.ts'

/** Milliseconds since the start, and the bytes as text, `end`, `fail CODE` or `cut HOW`. */
export type Seen = [at: number, what: string]

export type StageRun = {
  stage: StageSink
  seen: Seen[]
  /** How often the source was let go on. */
  resumed: () => number
  /** What `write` of the next sink answers. */
  accept: { flow: boolean }
  advance(ms: number): void
  write(text: string): boolean
  /** All bytes that came out. */
  bytes(): Buffer
}

export const failure: Failure = { code: 'upstream_reset', message: 'reset', leg: 'upstream' }

/** `draws` are given out in turn, again and again. */
export function runStage(make: ByteStage, draws: readonly number[] = [0.5]): StageRun {
  const clock = createFakeClock(0)
  const seen: Seen[] = []
  const chunks: Uint8Array[] = []
  const accept = { flow: true }
  let resumed = 0
  let drawn = 0
  const timers = new Set<{ stop(): void }>()
  const see = (what: string) => void seen.push([clock.now(), what])
  const next: Sink = {
    write(chunk) {
      chunks.push(chunk)
      see(Buffer.from(chunk).toString('latin1'))
      return accept.flow
    },
    end: () => see('end'),
    fail: ({ code }) => see(`fail ${code}`),
  }
  const tools: StageTools = {
    now: () => clock.now(),
    after(ms, run) {
      const timer = clock.after(ms, run)
      timers.add(timer)
      return timer
    },
    random: () => draws[drawn++ % draws.length]!,
    resume: () => void resumed++,
    whenOver: () => {},
    cut(how) {
      see(`cut ${how}`)
      for (const timer of timers) timer.stop()
    },
  }
  const stage = make(next, tools)
  return {
    stage,
    seen,
    resumed: () => resumed,
    accept,
    advance: (ms) => clock.advance(ms),
    write: (text) => stage.write(Buffer.from(text, 'latin1')),
    bytes: () => Buffer.concat(chunks),
  }
}
