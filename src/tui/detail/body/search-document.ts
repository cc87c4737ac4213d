/** The next match in a document, or the one before: documents search forward only, in slices. */
import type { ContentDocument } from '../../../content/document.ts'
import { systemClock } from '../../../kit/clock.ts'

/** ms that one search may take, and what is begun within is ended. Slices are some milliseconds, more for a slow expression. */
const patience = 250

/** Rows of the first step back; each step is longer. */
const firstStep = 1_000

/** The row of the match; undefined when there is none, or none within reach. */
export function searchDocument(
  document: ContentDocument,
  pattern: RegExp,
  from: number,
  back: boolean,
): number | undefined {
  const until = systemClock.now() + patience
  if (!back) return firstMatch(document, pattern, Math.max(0, from), until)
  let end = from + 1
  for (let step = firstStep; end > 0 && systemClock.now() < until; step *= 4) {
    const start = Math.max(0, end - step)
    const found = lastMatch(document, pattern, start, end, until)
    if (found !== undefined) return found
    end = start
  }
  return undefined
}

function firstMatch(document: ContentDocument, pattern: RegExp, from: number, until: number): number | undefined {
  for (let at: number | undefined = from; at !== undefined && systemClock.now() < until;) {
    const { hits, next } = document.search(pattern, at)
    if (hits.length > 0) return hits[0]!.row
    at = next
  }
  return undefined
}

function lastMatch(
  document: ContentDocument,
  pattern: RegExp,
  from: number,
  end: number,
  until: number,
): number | undefined {
  let found: number | undefined
  for (let at: number | undefined = from; at !== undefined && at < end && systemClock.now() < until;) {
    const { hits, next } = document.search(pattern, at)
    found = hits.findLast(({ row }) => row < end)?.row ?? found
    at = next
  }
  return found
}
