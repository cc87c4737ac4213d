/** A message that is not HTTP/1 as RFC 9112 has it: refused, never forwarded, shown with its bytes. */
import type { ErrorCode } from '../../model/errors.ts'

export class Malformed extends Error {
  /** Code of the error table when it is not simply a bad message: a limit. */
  readonly limit: Extract<ErrorCode, 'head_too_large' | 'target_too_long'> | undefined
  /** True when tolerant framing may repair it: a bare LF or an obs-fold. */
  readonly repairable: boolean

  constructor(reason: string, options: { limit?: 'head_too_large' | 'target_too_long'; repairable?: boolean } = {}) {
    super(reason)
    this.name = 'Malformed'
    this.limit = options.limit
    this.repairable = options.repairable ?? false
  }
}
