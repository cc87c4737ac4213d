/** Tries that were over when the one that was answered began: those at the same time (hedging) are no reason for it. */
import type { Exchange } from '../model/exchange.ts'
import { sumTimings } from './sum-timings.ts'

/** ms that sums of clock readings may be off by. */
const rounding = 0.01

export function earlierTries({
  attempts,
  timings,
  endedAt,
}: Pick<Exchange, 'attempts' | 'timings' | 'endedAt'>): number {
  const begun = endedAt === undefined ? Infinity : endedAt - sumTimings(timings) + rounding
  return attempts.filter(
    ({ failure, startedAt, timings: own }) =>
      failure?.code !== 'upstream_unwanted' && startedAt + sumTimings(own) <= begun,
  ).length
}
