/** Totals of the session: they outlive what is evicted. */
import type { Exchange, Outcome } from '../model/exchange.ts'

export type Counters = {
  /** Exchanges that began. */
  exchanges: number
  /** Those of them that were CONNECT requests. */
  connects: number
  /** Exchanges that ended. */
  finished: number
  /** Those of them that were CONNECTs and went well: the way of other exchanges, and no answer to anybody. They count nowhere below. */
  opened: number
  outcomes: Record<Outcome, number>
  /** Final statuses by their first digit; `other` has what is outside 100 to 599. */
  statuses: Record<StatusClass, number>
  /** Exchanges that ended badly (`isBad`). */
  errors: number
  /** Body bytes of ended exchanges, on the client leg. */
  requestBytes: number
  responseBytes: number
  /** Ended exchanges that were WebSockets. */
  webSockets: number
  tunnels: number
  tunnelBytesUp: number
  tunnelBytesDown: number
  tlsFailures: number
  warnings: number
}

export type StatusClass = '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'other'

export function createCounters(): Counters {
  return {
    exchanges: 0,
    connects: 0,
    finished: 0,
    opened: 0,
    outcomes: { complete: 0, client_abort: 0, upstream_error: 0, fault: 0, mock: 0, refused: 0 },
    statuses: { '1xx': 0, '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0, other: 0 },
    errors: 0,
    requestBytes: 0,
    responseBytes: 0,
    webSockets: 0,
    tunnels: 0,
    tunnelBytesUp: 0,
    tunnelBytesDown: 0,
    tlsFailures: 0,
    warnings: 0,
  }
}

export function countFinished(counters: Counters, exchange: Exchange, outcome: Outcome, bad: boolean): void {
  counters.finished++
  if (opensTunnel(exchange) && !bad) {
    counters.opened++
    return
  }
  counters.outcomes[outcome]++
  if (exchange.status !== null) counters.statuses[statusClass(exchange.status)]++
  if (bad) counters.errors++
  counters.requestBytes += exchange.requestBody.size
  counters.responseBytes += exchange.responseBody.size
  if (exchange.kind === 'websocket') counters.webSockets++
}

/** A CONNECT that was answered with the tunnel it asked for. */
export function opensTunnel({ kind, status }: Exchange): boolean {
  return kind === 'connect' && status !== null && status < 300
}

const classes: readonly StatusClass[] = ['other', '1xx', '2xx', '3xx', '4xx', '5xx']

function statusClass(status: number): StatusClass {
  return classes[Math.floor(status / 100)] ?? 'other'
}
