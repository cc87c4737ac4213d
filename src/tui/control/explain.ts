/** What went wrong, as one line for the last row. */
import { errors, MiddleboxError } from '../../model/errors.ts'

export function explain(error: unknown): string {
  // Options of the command line help nobody here.
  if (error instanceof MiddleboxError)
    return error.hint === errors.usage.hint ? error.message : `${error.message} ${error.hint}`.trim()
  return error instanceof Error ? error.message : String(error)
}
