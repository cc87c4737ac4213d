/** What went wrong, as one line for the last row. */
import { MiddleboxError } from '../../model/errors.ts'

export function explain(error: unknown): string {
  if (error instanceof MiddleboxError) return `${error.message} ${error.hint}`.trim()
  return error instanceof Error ? error.message : String(error)
}
