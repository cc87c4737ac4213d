/** Why a TLS handshake failed, in words that lead to the remedy: nearly always the client does not trust the CA yet. */
import type { TlsFailure } from '../model/exchange.ts'
import { errors, type ErrorEntry } from '../model/errors.ts'

export type Explanation = { message: string; probable: boolean; hint?: string }

/** Alerts with which a client says that it refuses the certificate (RFC 8446 §6.2). */
const refusal = /unknown[ _]ca|bad[ _]certificate|certificate[ _]unknown/i

/** Endings without an alert. Node clients that refuse a certificate just close. */
const departure = /reset|clos|hang ?up|EOF|ended/i

/** `ca` is the path of the root certificate, for the line that mends it. */
export function explainTlsFailure(failure: TlsFailure, ca: string): Explanation {
  const { reason, leg } = failure
  const { message, code } = failure.failure
  if (leg === 'upstream') {
    const entry = (errors as Record<string, ErrorEntry | undefined>)[code]
    return { message, probable: false, ...(entry && { hint: entry.hint }) }
  }
  const hint = `Let it trust ${ca}: eval "$(middlebox ca env)", or curl --cacert ${quote(ca)}.`
  const said = `${reason ?? ''} ${message}`
  if (refusal.test(said)) return { message: 'client does not trust the CA', probable: false, hint }
  if (departure.test(said)) return { message: 'client probably does not trust the CA', probable: true, hint }
  return { message, probable: false }
}

/** A path as one word of a shell. */
export function quote(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
