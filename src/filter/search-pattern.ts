/**
 * A typed expression for searching rows of what is shown: every place where it occurs, in its full extent. No row can make
 * it slow: what a filter tries on the beginning of a text only (see pattern-cost) is taken where rows are shorter than that.
 */
import { isLinear, longestText } from './pattern-cost.ts'
import { PatternProblem } from './pattern-cursor.ts'
import { emitPattern } from './pattern-emit.ts'
import { parsePattern } from './pattern-parse.ts'
import { construct, needsUnicode, refersBack } from './pattern.ts'

/** Characters that no row has: bodies come in pieces of 2,048, all else is wrapped. */
const longestRow = 16 * 1024

/** Without regard to case, with the g flag. Throws PatternProblem for what cannot be read, and for what would be slow. */
export function searchPattern(source: string): RegExp {
  const { tree, flags } = parsePattern(source, { ignoreCase: true, multiline: false, dotAll: false })
  const captures = refersBack(tree)
  const unicode = needsUnicode(tree)
  if ((unicode || !isLinear(tree, flags.multiline)) && longestText(tree) < longestRow)
    throw new PatternProblem(0, 'got one that is too slow to search for')
  const letters = `g${flags.multiline ? 'm' : ''}${captures && flags.ignoreCase ? 'i' : ''}${unicode ? 'u' : ''}`
  return construct(emitPattern(tree, { unicode, captures, multiline: flags.multiline }), letters)
}
