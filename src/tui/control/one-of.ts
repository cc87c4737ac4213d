/** Words that must be among a few. */
import { nearest } from '../../kit/nearest.ts'
import { MiddleboxError } from '../../model/errors.ts'

/** The word if it is one of these. @throws MiddleboxError usage */
export function oneOf<T extends string>(word: string, words: readonly T[], what: string): T {
  if ((words as readonly string[]).includes(word)) return word as T
  const near = nearest(word, words)
  throw new MiddleboxError(
    'usage',
    `Expected ${what} (${words.join(', ')}), got ${word || 'nothing'}.`,
    near === undefined ? '' : `Did you mean ${near}?`,
  )
}
