/** What is armed for one exchange. Rules write it, the engine consults it where a real network would act. */
import type { Failure, Target } from './message.ts'
import type { MessageStage } from './message-stage.ts'
import type { ByteStage } from './stage.ts'

export type ArmedStage = {
  /** Who armed it: the rule's name; part of every random draw. */
  rule: string
  /** The fault's name, for the record. */
  name: string
  stage: ByteStage
  /** What its reset ends over h2; the stream when absent. */
  scope?: 'stream' | 'connection'
  /** The connection carries no other message after this one. */
  closes?: true
}

/** The server that a dial is for: a route may have chosen it since the client asked. */
export type Dialled = Pick<Target, 'scheme' | 'host' | 'port'>

export type DialFault = {
  rule: string
  name: string
  /** The dial ends with this failure after `after` ms, and no packet is sent; undefined = it cannot fail in this way. */
  failure(to: Dialled): Failure | undefined
  after: number
}

export type Plan = {
  /** Stages for the encoded bytes on their way to the client, the first nearest to the upstream. */
  down: ArmedStage[]
  /** Stages for the encoded bytes on their way to the upstream. */
  up: ArmedStage[]
  /** Consulted in order for every dial of the exchange, below retry and balancing. The first one that can acts. */
  dial: DialFault[]
  /** Asked about each WebSocket message in order, the first nearest to its sender's rule; absent = messages only pass. */
  messages?: { rule: string; stage: MessageStage }[]
  /** The next random number in [0, 1) for a rule's purpose, from the session's seed and this exchange's fingerprint. */
  random(rule: string, purpose: string): number
}
