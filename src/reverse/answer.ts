/** Answers that the reverse proxy gives itself, with their cause for the list and a line for the client. */
import { textBody } from '../kit/body.ts'
import { reasons } from '../kit/reasons.ts'
import { type ErrorCode, type ErrorEntry, errors } from '../model/errors.ts'
import type { Failure } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'

export type Made = { fields?: readonly string[]; hint?: string; leg?: Failure['leg']; text?: string }

export function refusal(code: ErrorCode, message: string, made: Made = {}): Verdict & { kind: 'respond' } {
  const entry: ErrorEntry = errors[code]
  const status = entry.status ?? 502
  const hint = made.hint ?? entry.hint
  const body = textBody(made.text ?? `middlebox: ${message}\n${hint}\n`)
  const fields = [
    'Content-Type',
    'text/plain; charset=utf-8',
    'Content-Length',
    String(body.length),
    ...(made.fields ?? []),
  ]
  const failure: Failure = { code, message, leg: made.leg ?? 'middlebox', ...(made.hint !== undefined && { hint }) }
  const head = { status, reason: reasons[status] ?? '', version: '1.1' as const, fields }
  return { kind: 'respond', head, body, from: 'middlebox', patches: [], failure }
}

/** Whole seconds, at least one. */
export function retryAfter(ms: number): readonly string[] {
  return ['Retry-After', String(Math.max(1, Math.ceil(ms / 1000)))]
}

/** Why a try at the upstream got no answer; undefined when it got one. */
export function failureOf(verdict: Verdict): Failure | undefined {
  if (verdict.kind === 'abort') return verdict.failure
  return verdict.kind === 'switch' ? undefined : verdict.failure
}

/** Whether it speaks against the upstream: what a client or a part of ours spoiled says nothing of it. */
export function blamesUpstream({ leg }: Failure): boolean {
  return leg === 'upstream'
}
