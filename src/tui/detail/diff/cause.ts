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
  edit: 'edited by hand',
}

/** Each once, in the order they acted, for the field or the part of the start line that they changed. */
export function causeText(causes: readonly Cause[], name = ''): string {
  return [...new Set(causes)]
    .map((cause) => (cause === 'route' ? routeText(name) : (own[cause] ?? shown(cause))))
    .join(', ')
}

/** Routes lead elsewhere; that a request goes to a parent proxy, or to a server of another scheme, has its own marks. */
function routeText(name: string): string {
  if (name.toLowerCase() === 'proxy-authorization') return 'login to the parent proxy'
  return name === 'scheme' ? 'scheme of where it goes' : 'a route of the reverse proxy'
}
