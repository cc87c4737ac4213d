/** The same request many times, some at once, and what came of them in three lines. */
import type { Clock } from '../../../kit/clock.ts'
import { readableDuration } from '../../../kit/readable.ts'

/** What one request came to: a status, or the cause of its failure. `ms` to the end of the body. */
export type Shot = { ms: number; status?: number; cause?: string }

export type Tally = { shots: readonly Shot[]; ms: number; concurrency: number }

export type Repetition = { count: number; concurrency: number; stopped(): boolean }

/** Starts the next as soon as one is through, until all are or `stopped` says so; then those under way still end. */
export async function repeat(
  { count, concurrency, stopped }: Repetition,
  clock: Clock,
  shoot: () => Promise<Omit<Shot, 'ms'>>,
): Promise<Tally> {
  const shots: Shot[] = []
  const startedAt = clock.now()
  let left = count
  const worker = async () => {
    while (left > 0 && !stopped()) {
      left--
      const at = clock.now()
      const shot = await shoot()
      shots.push({ ...shot, ms: clock.now() - at })
    }
  }
  const width = Math.min(concurrency, count)
  await Promise.all(Array.from({ length: width }, worker))
  return { shots, ms: clock.now() - startedAt, concurrency: width }
}

/** Causes listed at most. */
const shownCauses = 5

/** Lines for people. */
export function summarize({ shots, ms, concurrency }: Tally): string[] {
  const count = shots.length
  const rate = ms > 0 ? `, ${readableRate((count * 1000) / ms)} a second` : ''
  const lines = [
    `${count} ${count === 1 ? 'request' : 'requests'} in ${readableDuration(ms)}${rate}, ${concurrency} at a time: ${statuses(shots)}`,
  ]
  const times = shots
    .filter(({ status }) => status !== undefined)
    .map((shot) => shot.ms)
    .sort((a, b) => a - b)
  if (times.length > 0) {
    const at = (share: number) => readableDuration(times[Math.ceil(share * times.length) - 1]!)
    lines.push(
      `latency: min ${readableDuration(times[0]!)}, p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)}`,
    )
  }
  const causes = tally(shots.flatMap(({ cause }) => (cause === undefined ? [] : [cause])))
  for (const [cause, times] of causes.slice(0, shownCauses))
    lines.push(`failed${times > 1 ? ` ${times} ×` : ''}: ${cause}`)
  if (causes.length > shownCauses) lines.push(`failed: ${causes.length - shownCauses} other causes`)
  return lines
}

function statuses(shots: readonly Shot[]): string {
  const failed = shots.filter(({ cause }) => cause !== undefined).length
  const counted = tally(
    shots.flatMap(({ status, cause }) => (status === undefined || cause !== undefined ? [] : [String(status)])),
  )
  const parts = counted.sort(([a], [b]) => a.localeCompare(b)).map(([status, times]) => `${times} × ${status}`)
  if (failed > 0) parts.push(`${failed} failed`)
  return parts.length === 0 ? 'none sent' : parts.join(', ')
}

/** Values with their counts, most frequent first. */
function tally(values: readonly string[]): [value: string, times: number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

function readableRate(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : rate.toFixed(0)
}
