/**
 * Mends the two faults of a head that tolerant framing forgives: bare LF and folded lines (RFC 9112 §2.2, §5.2).
 * Line by line and not by patterns: a head is up to 64 KiB of whatever the peer likes.
 */
import { isBlank, trimBlanks } from './characters.ts'

/** The text with bare LF made CRLF and folded lines joined by a space, and what was mended. */
export function repair(text: string): { text: string; repaired: string } {
  const mended = new Set<string>()
  // Each line as the pieces it was folded into.
  const lines: string[][] = []
  const written = text.split('\n')
  const last = written.pop()!
  for (const one of written) {
    const whole = one.endsWith('\r')
    if (!whole) mended.add('bare LF')
    const line = whole ? one.slice(0, -1) : one
    // A fold continues a field: before the first one, or with nothing on it, it could be read in two ways and stays, to be refused.
    if (lines.length > 1 && isBlank(line.charCodeAt(0)) && trimBlanks(line) !== '') {
      lines.at(-1)!.push(line)
      mended.add('obs-fold')
    } else lines.push([line])
  }
  const joined = lines.map((pieces) => (pieces.length === 1 ? pieces[0]! : pieces.map(trimBlanks).join(' ')))
  return { text: `${joined.join('\r\n')}\r\n${last}`, repaired: [...mended].join(', ') }
}

/** Where a head ends when bare line feeds count as line ends, or −1. */
export function looseEnd(text: string): number {
  const match = /\n\r?\n/.exec(text)
  return match === null ? -1 : match.index + match[0].length
}
