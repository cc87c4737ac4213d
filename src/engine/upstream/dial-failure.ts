/** Why a dial failed, with everything that was tried on the way. A network failure is a value, never an exception. */
import type { ErrorCode } from '../../model/errors.ts'
import type { Failure } from '../../model/message.ts'

/** Phases of a dial in ms; null where a phase did not happen. */
export type DialTimings = { dns: number | null; connect: number | null; tls: number | null }

/** One address tried. `code` is the system's error code, `connected`, or `cancelled` for a loser of the race. */
export type DialAttempt = { address: string; port: number; ms: number; code: string }

export type DialFailure = {
  failure: Failure
  timings: DialTimings
  /** Why TLS failed, in a word: `expired`, `wrong_host`, … or the alert's name. */
  tlsReason?: string
  /** The status a parent proxy answered CONNECT with. */
  parentStatus?: number
  attempts: readonly DialAttempt[]
}

/** What one part of a dial reports when it fails; the dialler adds timings and attempts. */
export type Trouble = {
  failure: Failure
  tlsReason?: string
  parentStatus?: number
  /** Another address of the same name may do better. */
  otherAddress?: boolean
}

/**
 * A failure with its leg: the upstream's, unless the dial was stopped from our side. Messages repeat what the other side
 * sent, and go on to terminals, logs and header fields: control characters are left out.
 */
export function trouble(
  code: ErrorCode,
  message: string,
  { hint, ...more }: Omit<Trouble, 'failure'> & { hint?: string } = {},
): Trouble {
  const leg = code === 'client_abort' ? 'client' : code === 'shutdown' ? 'middlebox' : 'upstream'
  const text = message.replace(/[\x00-\x1f\x7f-\x9f]+/g, '?')
  return { failure: { code, message: text, leg, ...(hint !== undefined && { hint }) }, ...more }
}
