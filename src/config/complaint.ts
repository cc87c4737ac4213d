/** The one shape of complaints about values: where, what was expected, what was found. The place is hint enough. */
import { MiddleboxError } from '../model/errors.ts'

/** `hint` only where there is more to do than to correct the place. */
export function complaint(where: string, expected: string, found: string, hint = '', cause?: unknown): MiddleboxError {
  const options = cause === undefined ? undefined : { cause }
  return new MiddleboxError('config_invalid', `${where}: Expected ${expected}, got ${found}.`, hint, options)
}
