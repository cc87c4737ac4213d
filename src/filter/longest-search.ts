/**
 * How long a text an expression may be tried on that V8 takes as it is written: in rules, routes and options, where groups
 * and replacements are JavaScript's own. Filters, which only ask whether something occurs, go further (see pattern.ts).
 */
import { isLinear, longestText } from './pattern-cost.ts'
import { PatternProblem } from './pattern-cursor.ts'
import { type PatternNode, parsePattern } from './pattern-parse.ts'

export { PatternProblem }

/** In characters. Throws PatternProblem where no text is short enough. */
export function longestSearch(source: string): number {
  const { tree } = parsePattern(source, { ignoreCase: false, multiline: false, dotAll: true })
  if (!ownFlags.test(source) && isLinear(tree, false)) return Infinity
  return longestText(withoutEnd(tree), startsOnce(tree))
}

/** Groups with flags of their own, which V8's linear engine refuses. */
const ownFlags = /\(\?[a-z]*-?[a-z]+:/

/** A repetition with nothing behind it never goes back, and what it takes is not searched again. */
function withoutEnd(node: PatternNode): PatternNode {
  switch (node.type) {
    case 'choice':
      return { ...node, items: node.items.map(withoutEnd) }
    case 'sequence':
      return { ...node, items: [...node.items.slice(0, -1), ...node.items.slice(-1).map(withoutEnd)] }
    case 'group':
      return { ...node, body: withoutEnd(node.body) }
    case 'repeat':
      return { ...node, max: node.min }
    default:
      return node
  }
}

function startsOnce(node: PatternNode): boolean {
  if (node.type === 'sequence') return node.items[0] !== undefined && startsOnce(node.items[0])
  return node.type === 'assert' && (node.text === '^' || node.text === 'start')
}
