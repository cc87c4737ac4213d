/** Phases as HAR counts them: connect holds ssl, what did not happen is −1, and what is left over was spent waiting to begin. */
import type { Exchange } from '../model/exchange.ts'
import type { HarTimings } from './shape.ts'

export function writeTimings(exchange: Exchange): { time: number; timings: HarTimings } {
  const { dns, connect, tls, send, wait, receive } = exchange.timings
  const took = exchange.endedAt === undefined ? 0 : exchange.endedAt - exchange.startedAt
  const phases = {
    dns: round(dns ?? -1),
    connect: connect === null && tls === null ? -1 : round((connect ?? 0) + (tls ?? 0)),
    ssl: round(tls ?? -1),
    send: round(send ?? 0),
    wait: round(wait ?? 0),
    receive: round(receive ?? 0),
  }
  const known = [phases.dns, phases.connect, phases.send, phases.wait, phases.receive]
  const sum = known.reduce((total, ms) => total + Math.max(0, ms), 0)
  const left = round(took - sum)
  const blocked = left > 0 ? left : -1
  // The specification wants the sum, whatever the clock said.
  return { time: round(sum + Math.max(0, blocked)), timings: { blocked, ...phases } }
}

export function unmeasured({ timings }: Exchange): ('send' | 'wait' | 'receive')[] {
  return (['send', 'wait', 'receive'] as const).filter((phase) => timings[phase] === null)
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
