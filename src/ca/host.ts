/** A host as certificates name it: a DNS name in lower case, or the bytes of an IP address (RFC 5280 §4.2.1.6). */
import { domainToASCII } from 'node:url'
import { parseIp } from '../kit/ip.ts'

export type Host = { kind: 'dns'; name: string } | { kind: 'ip'; bytes: Uint8Array }

/** What a certificate says when the host asked for cannot stand in one; no client accepts it (RFC 6761 §6.4). */
const unnameable = 'host.invalid'

/**
 * Reads a host from a target or a ClientHello: brackets, a zone and the final dot are dropped, international names become
 * ASCII. SNI is a stranger's input, so whatever is no name yields one that nobody trusts, and no exception.
 */
export function readHost(text: string): Host {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  const bytes = parseIp(bare)
  if (bytes) return { kind: 'ip', bytes }
  const plain = /^[\x21-\x7e]+$/.test(bare) ? bare.toLowerCase() : domainToASCII(bare)
  const name = plain.replace(/\.$/, '')
  return { kind: 'dns', name: isName(name) ? name : unnameable }
}

/** Labels of letters, digits, hyphens and underscores; the first may be `*`. */
export function isName(name: string): boolean {
  return name.length <= 253 && /^(\*\.)?([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/.test(name)
}
