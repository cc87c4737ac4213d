/**
 * Puts armed stages between a message's encoded bytes and their socket: latency, bandwidth, cuts. Looks like the socket to
 * the writer above it, so that messages without a plan pay nothing.
 */
import type { Failure, Sink } from '../model/message.ts'
import type { ArmedStage } from '../model/plan.ts'
import { StageChain, type StagingWorld } from './stage-chain.ts'

/** What a message writer needs of a socket. */
export interface WriteTarget {
  write(data: string | Uint8Array, encoding?: BufferEncoding): boolean
  cork(): void
  uncork(): void
  on(event: 'drain', listener: () => void): unknown
  off(event: 'drain', listener: () => void): unknown
}

/** The socket of one staged message: the writer writes here, the stages pass it on to `last`. */
export class StagedTarget implements WriteTarget {
  readonly #staging: StageChain
  /** Bytes that came in. */
  taken = 0
  #drain: (() => void) | undefined

  constructor(stages: readonly ArmedStage[], last: Sink, world: StagingWorld) {
    this.#staging = new StageChain(last, world, () => this.#drain?.())
    this.#staging.set(stages)
  }

  restage(stages: readonly ArmedStage[]): void {
    this.#staging.set(stages)
  }

  /** The socket under the stages has room again. */
  drained(): void {
    this.#drain?.()
  }

  write(data: string | Uint8Array, encoding?: BufferEncoding): boolean {
    const bytes = typeof data === 'string' ? Buffer.from(data, encoding) : data
    this.taken += bytes.length
    return this.#staging.write(bytes)
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
