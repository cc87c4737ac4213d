/** The summary alone, for faces that show all else in their own way. */
import { formatSummary } from './summary.ts'
import { createPaint } from './paint.ts'
import type { FaceOutput } from './outlet.ts'
import type { FaceSource } from './voice.ts'

/** What `formatSummary` says of a session that began then, with the end of its last line. */
export function lastWords(
  { store, clock }: Pick<FaceSource, 'store' | 'clock'>,
  startedAt: number,
  { color }: Pick<FaceOutput, 'color'>,
): string {
  const { counters, metrics } = store
  const lost = { lines: 0, exchanges: store.retention().lost }
  return `${formatSummary({ startedAt, endedAt: clock.now(), counters, metrics, lost }, createPaint(color))}\n`
}
