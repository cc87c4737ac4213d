/** How long all phases of an exchange or of one try took together, ms; those that there were none of count nothing. */
import type { Timings } from '../model/exchange.ts'

export function sumTimings({ dns, connect, tls, send, wait, receive }: Timings): number {
  return (dns ?? 0) + (connect ?? 0) + (tls ?? 0) + (send ?? 0) + (wait ?? 0) + (receive ?? 0)
}
