/** What a head that is refused was meant for, where its request line can still be read: it says more than bytes do. */
import type { Arrival } from '../core.ts'
import { resolveTarget } from '../target.ts'

/** A request line with its end, or at least its version: the rest of the head may be anything. */
const requestLine = /^(?:\r?\n)*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}) ([\x21-\x7e\x80-\xff]+) HTTP\/\d/
const hostLine = /\nhost[ \t]*:[ \t]*([^\s]*)/i

/** `bytes` as latin1. */
export function readRequestLine(bytes: string, arrival: Arrival): { method: string; url: string } | undefined {
  const [, method, target] = requestLine.exec(bytes) ?? []
  if (method === undefined || target === undefined) return undefined
  // What HTTP/1.1 asks for besides is not the matter here.
  const resolved = resolveTarget({ method, target, version: '1.0', fields: [] }, hostLine.exec(bytes)?.[1], arrival)
  return { method, url: 'problem' in resolved ? target : resolved.url }
}
