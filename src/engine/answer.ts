/** Answers Middlebox gives itself when it cannot get one: a status, an RFC 9209 Proxy-Status field, and a body that names the cause. */
import { type ErrorEntry, errors } from '../model/errors.ts'
import type { Failure, ResponseHead } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { textBody } from '../kit/body.ts'
import { reasons } from '../kit/reasons.ts'
import { Malformed } from './http1/malformed.ts'

/** The verdict for a request that failed: 502 or 504 for upstreams, 4xx for what the client did. */
export function failureVerdict(failure: Failure): Verdict & { kind: 'respond' } {
  const entry: ErrorEntry = errors[failure.code as keyof typeof errors] ?? errors.internal
  const status = entry.status ?? 502
  const hint = failure.hint ?? entry.hint
  const text = `middlebox: ${failure.message}\n${hint === 'None.' ? '' : `${hint}\n`}`
  const body = textBody(text)
  const fields = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(body.length)]
  if (entry.proxyStatus !== undefined)
    fields.push('Proxy-Status', `middlebox; error=${entry.proxyStatus}; details=${quoted(failure.message)}`)
  const head: ResponseHead = { status, reason: reasons[status] ?? '', version: '1.1', fields }
  return { kind: 'respond', head, body, from: 'middlebox', patches: [], failure }
}

/** What the client asked cannot be understood: the reason in words. */
export function badRequest(message: string): Failure {
  return { code: 'bad_request', message, leg: 'client' }
}

/** An sf-string (RFC 8941 §3.3.3): printable ASCII in quotes. */
function quoted(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`
}

/** A head that a rule, a script or a user made so that it cannot be written; undefined for other errors, which are defects. */
export function unsendable(what: 'request' | 'answer', error: unknown): Failure | undefined {
  if (!(error instanceof Malformed)) return undefined
  const message = `the ${what} cannot be sent as it was made here: ${error.message}`
  return { code: 'rule_invalid', message, leg: 'middlebox' }
}

/** The failure of a verdict or body, as the outcome of its exchange. */
export function outcomeOf(failure: Failure): 'client_abort' | 'upstream_error' | 'refused' | 'fault' {
  if (isInjected(failure)) return 'fault'
  if (failure.leg === 'client') return failure.code === 'client_abort' ? 'client_abort' : 'refused'
  return failure.leg === 'upstream' ? 'upstream_error' : 'refused'
}

/** The failure was made by a fault, on purpose. */
export function isInjected(failure: Failure): boolean {
  return failure.code === 'injected' || failure.code === 'injected_reset'
}

/** The other side, or a fault, ended its connection with a reset: so do we. */
export function resets(failure: Failure): boolean {
  return failure.code === 'upstream_reset' || failure.code === 'injected_reset'
}
