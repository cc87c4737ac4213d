/**
 * The second chain: bytes on their way to a socket pass through stages, each a Sink in front of the next. A stage may hold,
 * split, drop or change what passes. A toxic is a stage, and so is a throttle.
 */
import type { Sink } from './message.ts'

/** What a stage may ask of the world. One per stage and message, or per raw connection and direction. */
export interface StageTools {
  /** Milliseconds since the epoch, with fractions. */
  now(): number
  /** Calls `run` after `ms`. A stage's timers end with its connection. */
  after(ms: number, run: () => void): { stop(): void }
  /** The next random number in [0, 1) for this purpose, from the session's seed. */
  random(purpose: string): number
  /** Lets the source flow again after `write` returned false. */
  resume(): void
  /** Ends the connection (over h2 the stream) that these bytes go to, now. Nothing more is written. */
  cut(how: 'close' | 'reset'): void
  /** Calls `run` when the connection is gone or cut: what the stage waits for elsewhere is to be let go. */
  whenOver(run: () => void): void
}

/** A stage in its place. */
export interface StageSink extends Sink {
  /** The stage is taken out of a running connection: what it holds goes on now, in order, and nothing is held from here on. */
  release?(): void
}

/** Builds the stage in front of `next`. A chunk of no bytes is a mark (a head over h2): it is passed on like any other, in order. */
export type ByteStage = (next: Sink, tools: StageTools) => StageSink
