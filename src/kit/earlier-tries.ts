/** Tries that were over when the one that was answered began: those at the same time (hedging) are no reason for it. */
import type { Exchange, Timings } from '../model/exchange.ts'

/** ms that sums of clock readings may be off by. */
const rounding = 0.01

export function earlierTries({
  attempts,
  timings,
  endedAt,
}: Pick<Exchange, 'attempts' | 'timings' | 'endedAt'>): number {
  const begun = endedAt === undefined ? Infinity : endedAt - sumOf(timings) + rounding
  return attempts.filter(
    ({ failure, startedAt, timings: own }) => failure?.code !== 'upstream_unwanted' && startedAt + sumOf(own) <= begun,
  ).length
}

function sumOf({ dns, connect, tls, send, wait, receive }: Timings): number {
  return (dns ?? 0) + (connect ?? 0) + (tls ?? 0) + (send ?? 0) + (wait ?? 0) + (receive ?? 0)
}
