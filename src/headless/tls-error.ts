/** Why a TLS handshake failed, in words that lead to the remedy: nearly always the client does not trust the CA yet. */
import type { TlsFailure } from '../model/exchange.ts'
import { secureUrl } from '../kit/reachable.ts'
import { quote } from '../kit/shell-word.ts'
import { errors, type ErrorEntry } from '../model/errors.ts'
import { plainAdvice } from './advice.ts'
import type { FaceSource } from './voice.ts'

export type Explanation = { message: string; probable: boolean; hint?: string; alert?: string }

/** Alerts with which a client says that it refuses the certificate (RFC 8446 §6.2). */
const refusal = /unknown[ _]ca|bad[ _]certificate|certificate[ _]unknown/i

/** Endings without an alert. Node clients that refuse a certificate just close. */
const departure = /reset|clos|hang ?up|EOF|ended/i

/**
 * The line that mends it, by the listener that the client came to. A command that was started behind us has the variables: it
 * must be told in its own way.
 */
export function trustHint(source: FaceSource, { site }: Pick<TlsFailure, 'site'>): string {
  const { listening, others = [], advice = plainAdvice, forCommand } = source
  const { ca } = listening
  if (forCommand)
    return `Let it trust ${ca}, as with curl --cacert; ${advice.doctor} tells which CA file each client reads.`
  const came = site === undefined ? undefined : [listening, ...others].find((one) => one.site === site)
  if (came !== undefined)
    return `Let it trust ${ca}: curl --cacert ${quote(ca)} ${secureUrl(came.url)}, or for browsers ${advice.trust}.`
  return `Let it trust ${ca}: ${advice.env}, or curl --cacert ${quote(ca)}.`
}

/** `hint` is for a client that does not trust the root certificate; where it was shown another, the failure has its own. */
export function explainTlsFailure(failure: TlsFailure, hint: string): Explanation {
  const { reason, leg } = failure
  const { message, code, hint: own } = failure.failure
  // It was meant to fail: nothing is to be mended.
  if (code === 'injected' || code === 'injected_reset') return { message, probable: false }
  if (leg === 'upstream' || code === 'ca_constrained') {
    const advice = own ?? (errors as Record<string, ErrorEntry | undefined>)[code]?.hint
    return { message, probable: false, ...(advice !== undefined && { hint: advice }) }
  }
  const said = `${reason ?? ''} ${message}`
  const what = failure.certificate === undefined ? 'the CA' : "the site's own certificate"
  const remedy = own ?? hint
  if (refusal.test(said))
    return { message: `client does not trust ${what}`, probable: false, hint: remedy, ...alertIn(said) }
  if (departure.test(said)) return { message: `client probably does not trust ${what}`, probable: true, hint: remedy }
  return { message, probable: false, ...(own !== undefined && { hint: own }) }
}

/** By its name in RFC 8446 §6, however it is spelled. */
function alertIn(said: string): { alert?: string } {
  const found = refusal.exec(said)?.[0]
  return found === undefined ? {} : { alert: found.toLowerCase().replaceAll(' ', '_') }
}
