/** Complaints about rules, all of one shape: place, what was expected, what was found, and what was probably meant. */
import { nearest } from '../../kit/nearest.ts'
import { invalid } from '../../kit/option-table.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { Located } from '../located.ts'
import { showFound } from '../located.ts'

export function wrong(value: Located, expected: string): MiddleboxError {
  return invalid(value.where, expected, showFound(value))
}

/** A word that is none of those known. */
export function unknownWord(where: string, expected: string, word: string, known: readonly string[]): MiddleboxError {
  const near = nearest(word, known)
  return near === undefined
    ? new MiddleboxError(
        'rule_invalid',
        `${where}: Expected ${expected}, got ${JSON.stringify(word)}.`,
        `Known are ${known.join(', ')}.`,
      )
    : invalid(where, expected, JSON.stringify(word), near)
}

/** An error of a part that knows no files, with the place where it stands. */
export function placed(where: string, error: unknown): unknown {
  if (!(error instanceof MiddleboxError)) return error
  return new MiddleboxError(error.code, `${where}: ${error.message}`, error.hint, { cause: error })
}
