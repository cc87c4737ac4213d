/** The pulse of the last minute: requests, errors and waiting times per second, kept in a ring that never grows. */
import type { Outcome } from '../model/exchange.ts'
import { Histogram } from './histogram.ts'

/** Seconds remembered. */
const span = 60

type Second = { second: number; requests: number; finished: number; errors: number; latency: Histogram }

export type Pulse = {
  requestsPerSecond: number
  /** Share (0 to 1) of the exchanges that ended badly; null when none ended. */
  errorShare: number | null
  /** ms from the request head to the response head. */
  latency: { p50: number | null; p90: number | null; p99: number | null; max: number }
}

export interface Metrics {
  started(at: number): void
  answered(at: number, latency: number): void
  ended(at: number, bad: boolean): void
  /** Over the last whole seconds before `now`, 10 unless told. */
  pulse(now: number, seconds?: number): Pulse
  /** Requests of each of the last seconds, oldest first: what a sparkline draws. */
  series(now: number, seconds?: number): { requests: number; errors: number; p50: number | null }[]
  /** Waiting times of the whole session. */
  readonly total: Histogram
}

/** Whether an exchange counts as an error: nothing useful came from the other side. Clients that leave are not errors. */
export function isBad(outcome: Outcome, status: number | null): boolean {
  return (
    outcome === 'upstream_error' || outcome === 'refused' || outcome === 'fault' || (status !== null && status >= 500)
  )
}

export function createMetrics(): Metrics {
  const ring: Second[] = Array.from({ length: span }, () => ({
    second: -1,
    requests: 0,
    finished: 0,
    errors: 0,
    latency: new Histogram(),
  }))
  const total = new Histogram()

  /** The slot of a second, emptied when it still holds the minute before. */
  const slot = (at: number): Second => {
    const second = Math.floor(at / 1000)
    const entry = ring[((second % span) + span) % span]!
    if (entry.second !== second) {
      entry.second = second
      entry.requests = entry.finished = entry.errors = 0
      if (entry.latency.count > 0) entry.latency.reset()
    }
    return entry
  }

  const last = (now: number, seconds: number): (Second | undefined)[] => {
    const current = Math.floor(now / 1000)
    const length = Math.min(seconds, span - 1)
    return Array.from({ length }, (_, i) => {
      const second = current - length + i
      const entry = ring[((second % span) + span) % span]!
      return entry.second === second ? entry : undefined
    })
  }

  return {
    total,
    started: (at) => void slot(at).requests++,
    answered(at, latency) {
      slot(at).latency.record(latency)
      total.record(latency)
    },
    ended(at, bad) {
      const entry = slot(at)
      entry.finished++
      if (bad) entry.errors++
    },
    pulse: (now, seconds = 10) => pulseOf(last(now, seconds)),
    series: (now, seconds = span - 1) =>
      last(now, seconds).map((entry) => ({
        requests: entry?.requests ?? 0,
        errors: entry?.errors ?? 0,
        p50: entry?.latency.percentile(0.5) ?? null,
      })),
  }
}

function pulseOf(seconds: readonly (Second | undefined)[]): Pulse {
  const latency = new Histogram()
  let requests = 0
  let finished = 0
  let errors = 0
  for (const entry of seconds) {
    if (entry === undefined) continue
    requests += entry.requests
    finished += entry.finished
    errors += entry.errors
    latency.add(entry.latency)
  }
  return {
    requestsPerSecond: seconds.length === 0 ? 0 : requests / seconds.length,
    errorShare: finished === 0 ? null : errors / finished,
    latency: percentiles(latency),
  }
}

/** The percentiles that people read. */
export function percentiles(latency: Histogram): Pulse['latency'] {
  return {
    p50: latency.percentile(0.5),
    p90: latency.percentile(0.9),
    p99: latency.percentile(0.99),
    max: latency.max,
  }
}
