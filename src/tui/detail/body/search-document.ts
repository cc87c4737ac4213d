/** The next match in a document, or the one before: documents search forward only, in slices. */
import type { ContentDocument } from '../../../content/document.ts'

/** Slices of some milliseconds that one search may take: what is farther away is found by asking again from the end of it. */
const mostSlices = 60

/** Rows of the first step back; each step is longer. */
const firstStep = 1_000

/** The row of the match; undefined when there is none, or none within reach. */
export function searchDocument(
  document: ContentDocument,
  pattern: RegExp,
  from: number,
  back: boolean,
): number | undefined {
  const budget = { slices: mostSlices }
  if (!back) return firstMatch(document, pattern, Math.max(0, from), budget)
  let end = from + 1
  for (let step = firstStep; end > 0 && budget.slices > 0; step *= 4) {
    const start = Math.max(0, end - step)
    const found = lastMatch(document, pattern, start, end, budget)
    if (found !== undefined) return found
    end = start
  }
  return undefined
}

type Budget = { slices: number }

function firstMatch(document: ContentDocument, pattern: RegExp, from: number, budget: Budget): number | undefined {
  for (let at: number | undefined = from; at !== undefined && budget.slices-- > 0;) {
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
  budget: Budget,
): number | undefined {
  let found: number | undefined
  for (let at: number | undefined = from; at !== undefined && at < end && budget.slices-- > 0;) {
    const { hits, next } = document.search(pattern, at)
    found = hits.findLast(({ row }) => row < end)?.row ?? found
    at = next
  }
  return found
}
