/** What is said of changed files that cannot be used: what is wrong with them, and that what was good before stays in place. */
import { MiddleboxError } from '../model/errors.ts'

/** `what` stays: `rules`, `routes`. */
export function lastGoodStay(error: unknown, what: string): string {
  const said = error instanceof MiddleboxError ? [error.message, error.hint] : [String(error)]
  return [...said, `The last good ${what} stay`].map(sentence).join('').trimEnd()
}

/** Ended, with a blank before the next one. */
function sentence(text: string): string {
  return text === '' ? '' : /[.?!]$/.test(text) ? `${text} ` : `${text}. `
}
