/**
 * What searching with a pattern can cost. Patterns that V8's linear engine takes (see pattern-emit) are safe on any
 * text; the others may only see so much text that the worst search stays near a second, or are refused.
 */
import { PatternProblem } from './pattern-cursor.ts'
import type { PatternNode } from './pattern-parse.ts'

/** V8's limit for the product of nested counts (kMaxReplicationFactor in its experimental engine). */
const largestCount = 16
/** Steps of a backtracking search that take about a second. */
const affordable = 1e9
/** Longer counts are taken for repetitions without end. */
const shortCount = 100

/** Whether the linear engine takes the pattern, as emitted without the u flag. */
export function isLinear(node: PatternNode, multiline: boolean, copies = 1): boolean {
  switch (node.type) {
    case 'look':
    case 'back':
      return false
    case 'assert':
      return !multiline || (node.text !== 'start' && node.text !== 'end')
    case 'repeat': {
      const product = copies * Math.max(1, node.max === Infinity ? node.min : node.max)
      return product <= largestCount && isLinear(node.body, multiline, product)
    }
    default:
      return inner(node).every((item) => isLinear(item, multiline, copies))
  }
}

/**
 * The longest text a pattern that backtracks may be tried on. With r repetitions a search takes at most about
 * length^(r+1) steps, and once more for each way to take what has a short count; length^r when it can begin at one place only.
 * Throws PatternProblem where a repetition inside a repetition makes it exponential.
 */
export function longestText(tree: PatternNode, startsOnce = false): number {
  let repetitions = startsOnce ? 0 : 1
  let ways = 1
  const visit = (node: PatternNode, repeated: boolean): void => {
    const varies = node.type === 'repeat' && node.max !== node.min
    if (repeated && (varies || node.type === 'choice')) {
      const at = node.type === 'repeat' ? node.at : repeatedAt
      throw new PatternProblem(
        at,
        'got a repetition inside a repetition, which is too slow beside look-around, references, \\p{…} or counts over 16',
      )
    }
    if (varies && node.max <= shortCount) ways *= node.max - node.min + 1
    // A reference compares as many characters as its group took.
    else if (varies || node.type === 'back') repetitions++
    if (node.type === 'repeat' && node.max > 1) repeatedAt = node.at
    for (const item of inner(node)) visit(item, repeated || (node.type === 'repeat' && node.max > 1))
  }
  let repeatedAt = 0
  visit(tree, false)
  return repetitions <= 1 && ways === 1 ? Infinity : Math.floor((affordable / ways) ** (1 / repetitions))
}

function inner(node: PatternNode): readonly PatternNode[] {
  switch (node.type) {
    case 'sequence':
    case 'choice':
      return node.items
    case 'look':
    case 'group':
    case 'repeat':
      return [node.body]
    default:
      return []
  }
}
