/** What is wrong with a regular expression that somebody gave: not only its syntax, but that a search with it could stall the proxy. */
import { PatternProblem, longestSearch } from '../filter/index.ts'
import { expressionSyntax } from '../kit/expression-syntax.ts'

/** Characters of the longest path and of nearly all header fields (the limit of a request's target). */
export const longPath = 16 * 1024

/** The end of what filters say, who also have \p{…}. */
const shared = /, \\p\{…\} or counts over 16$/

/** Undefined = nothing. `length`: how long a text it must be fit for; actions see to that by themselves. */
export function expressionFault(source: string, length = 0): string | undefined {
  const wrong = expressionSyntax(source)
  if (wrong !== undefined) return wrong
  try {
    if (longestSearch(source) >= length) return undefined
    return 'too many repetitions beside look-around, references or counts over 16, which is too slow; begin with ^ or leave some out'
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error
    const { message, at } = error
    return `${message.replace(/^got /, '').replace(shared, ' or counts over 16: leave out one or the other')}; see character ${at + 1}`
  }
}
