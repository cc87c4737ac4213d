/** The name a user probably meant: the closest candidate by Damerau-Levenshtein distance, or one that the word is made of. */

/**
 * The candidate nearest to `word`, without regard to case; undefined when none is near enough to be worth suggesting.
 * Of equals, one with the same first letter wins: slips there are rare. Where no letters were mixed up, it may be another
 * form of a word, or a longer name for it: `retries` and `retryPolicy` are `retry`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  // Perhaps an iterator, which goes through once.
  const names = [...candidates]
  // A third of the letters may differ, and at least one: enough for slips, too little for unrelated words.
  let best = Math.max(1, Math.floor(wanted.length / 3)) + 1
  let found: string | undefined
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate.toLowerCase(), best)
    const tie =
      distance === best && found !== undefined && !sharesStart(wanted, found) && sharesStart(wanted, candidate)
    if (distance >= best && !tie) continue
    best = distance
    found = candidate
  }
  return found ?? wordIn(wanted, names)
}

/** Shorter stems begin words by chance. */
const shortestStem = 4

/** The longest candidate that the word begins with, but for an ending. */
function wordIn(wanted: string, candidates: readonly string[]): string | undefined {
  let longest = shortestStem - 1
  let found: string | undefined
  for (const candidate of candidates) {
    const stem = candidate.toLowerCase().replace(/(?:y|e|s)$/, '')
    if (stem.length <= longest || !wanted.startsWith(stem)) continue
    longest = stem.length
    found = candidate
  }
  return found
}

function sharesStart(wanted: string, candidate: string): boolean {
  return candidate[0]?.toLowerCase() === wanted[0]
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment).
 * Gives up with more than `limit` when the lengths alone exceed it.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
