/**
 * What becomes of the tries of one exchange. The record shows one at a time; of several at once (hedging) the others have
 * readings of their own, until the one shown fails or another is answered.
 */
import type { Attempt } from '../model/exchange.ts'
import type { Failure } from '../model/message.ts'
import { sentAttempt } from './attempt.ts'
import type { Announcement } from './exchange-facts.ts'
import type { LiveExchange } from './live-exchange.ts'

/** One of several tries at once, and what is known of it: that its request went out, and when all of it was out, 0 = not yet. */
export type Rival = { announced: Announcement | undefined; sentAt: number }

/** The try that the record is to show: it was answered, or is the first that may be. */
export function show(exchange: LiveExchange, rival: Rival): void {
  if (exchange.shown === rival) return
  exchange.shown = rival
  exchange.announce(rival.announced!, rival.sentAt)
}

export function tryFailed(exchange: LiveExchange, attempt: Attempt, rival?: Rival): void {
  const { shown, rivals } = exchange
  const beside = shown !== rival && shown !== undefined
  if (rival !== undefined) rivals?.delete(rival)
  exchange.emit({ type: 'attempt', id: exchange.id, at: exchange.now(), attempt, ...(beside && { beside }) })
  if (beside) return
  exchange.announced = exchange.shown = undefined
  exchange.failed = attempt.timings
  const [other] = rivals ?? []
  if (other !== undefined) show(exchange, other)
}

/** No answer came to what was sent, or none that is wanted. */
export function sentInVain(exchange: LiveExchange, failure: Failure, rival = exchange.shown): void {
  const { announced, sentAt } = rival ?? exchange
  if (announced === undefined) return
  tryFailed(exchange, sentAttempt({ announced, sentAt }, failure, exchange.startedAt, exchange.now()), rival)
}
