/** Reads the inside of `[…]`. */
import type { PatternCursor } from './pattern-cursor.ts'
import { PatternProblem, readEscape } from './pattern-cursor.ts'

export type SetItem = { low: number; high: number } | { class: string }

/** The set whose opening bracket, at `at`, has been passed. JavaScript's reading: `[^]` is any character, `[]` is refused. */
export function readSet(cursor: PatternCursor, at: number): { negated: boolean; items: readonly SetItem[] } {
  const negated = cursor.take('^')
  const items: SetItem[] = []
  if (!negated && cursor.peek() === ']')
    throw new PatternProblem(at, 'got an empty set; a bracket in a set is written \\]')
  while (!cursor.take(']')) {
    if (cursor.ended) throw new PatternProblem(at, 'got [ without ]')
    const from = cursor.at
    const low = readMember(cursor)
    if (cursor.peek() !== '-' || cursor.peek(1) === ']' || cursor.peek(1) === '') {
      items.push(typeof low === 'number' ? { low, high: low } : { class: low })
      continue
    }
    cursor.at++
    const high = readMember(cursor)
    if (typeof low === 'string' || typeof high === 'string')
      throw new PatternProblem(from, 'got a range that does not begin and end with a character')
    if (high < low) throw new PatternProblem(from, 'got a range that is out of order')
    items.push({ low, high })
  }
  return { negated, items }
}

function readMember(cursor: PatternCursor): number | string {
  const at = cursor.at
  const code = cursor.next()!
  if (code !== 0x5c) return code
  // In a set \b is the backspace, not the edge of a word.
  return cursor.take('b') ? 8 : readEscape(cursor, at)
}
