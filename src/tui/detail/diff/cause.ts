/** Causes in words: those of our own name the rule of HTTP they follow. */
import type { Cause } from '../../../model/hop.ts'
import { shown } from '../message.ts'

const own: Partial<Record<Cause, string>> = {
  'hop-by-hop': 'hop-by-hop, RFC 9110 §7.6.1',
  'target-form': 'target form, RFC 9112 §3.2',
  'host-from-target': 'Host from target, RFC 9112 §3.2.2',
  'http-version': 'our version, RFC 9110 §2.5',
  framing: 'framing, RFC 9112 §6',
  'h1-h2': 'HTTP/1 ↔ 2, RFC 9113 §8',
  'max-forwards': 'RFC 9110 §7.6.2',
  route: 'sent elsewhere by a rule',
  edit: 'edited by hand',
}

/** Each once, in the order they acted. */
export function causeText(causes: readonly Cause[]): string {
  return [...new Set(causes)].map((cause) => own[cause] ?? shown(cause)).join(', ')
}
