/**
 * A message over HTTP/2 whose head and data pass through armed stages. The head goes through them as a chunk of no bytes:
 * what delays bytes delays it too, and it cannot overtake them.
 */
import type { Clock } from '../../kit/clock.ts'
import type { Body, Sink } from '../../model/message.ts'
import type { ArmedStage, Plan } from '../../model/plan.ts'
import { StageChain } from '../stage-chain.ts'

const headMark = new Uint8Array(0)

export type StagedBody = {
  /** Opens the stream with its head. Undefined when that failed and has been dealt with. */
  open(): Sink | undefined
  /** A stage ended the stream. */
  cut(how: 'close' | 'reset', stage: ArmedStage): void
}

/** Sends `body` after its head; `stop` on what is returned ends all timers. */
export function sendStaged(
  stages: readonly ArmedStage[],
  plan: Plan,
  clock: Clock,
  body: Body,
  message: StagedBody,
): StageChain {
  let sink: Sink | undefined
  let dead = false
  const last: Sink = {
    write(chunk) {
      if (sink !== undefined) return chunk.length === 0 || sink.write(chunk)
      sink = dead ? undefined : message.open()
      dead = sink === undefined
      return true
    },
    end: (trailers) => sink?.end(trailers),
    fail: (failure) => sink?.fail(failure),
  }
  const world = {
    clock,
    random: plan.random,
    cut: (how: 'close' | 'reset', stage: ArmedStage) => message.cut(how, stage),
  }
  const staging = new StageChain(last, world, () => body.resume())
  staging.set(stages)
  staging.write(headMark)
  // A stage may cut at the head already; whoever was told has let the body go.
  if (!body.used) body.pipe(staging)
  return staging
}
