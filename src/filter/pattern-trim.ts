/**
 * Leaves out what a search cannot need. `.*foo.*` occurs in a text exactly where `foo` does, and costs far more to look
 * for: with a repetition at its beginning every place of the text is tried to its end.
 */
import type { PatternNode } from './pattern-parse.ts'

/** A pattern that occurs in the same texts: repetitions at either end are held to their least count. Not for patterns with references. */
export function trimPattern(node: PatternNode): PatternNode {
  switch (node.type) {
    case 'choice':
      return { type: 'choice', items: node.items.map(trimPattern) }
    case 'sequence':
      return trimSequence(node.items)
    case 'repeat':
      return least(node)
    default:
      return node
  }
}

function trimSequence(items: readonly PatternNode[]): PatternNode {
  let start = 0
  let end = items.length
  while (start < end && isEmptiable(items[start]!)) start++
  while (end > start && isEmptiable(items[end - 1]!)) end--
  const kept = items.slice(start, end)
  if (kept.length > 0) kept[0] = least(kept[0]!)
  if (kept.length > 1) kept[kept.length - 1] = least(kept.at(-1)!)
  return { type: 'sequence', items: kept }
}

/** Only repetitions: a look-around or an edge is empty too, but says something. */
function isEmptiable(node: PatternNode): boolean {
  return node.type === 'repeat' && node.min === 0
}

function least(node: PatternNode): PatternNode {
  if (node.type !== 'repeat') return node
  if (node.min === 0) return { type: 'sequence', items: [] }
  return node.min === 1 ? node.body : { ...node, max: node.min }
}
