/** Finding the way through the bytes of JSON without reading them: blanks, the end of a string, the end of a container. */
import { view } from './text-piece.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** JSON's white space (RFC 8259 §2), and the record separator of RFC 7464. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 10 || byte === 13 || byte === 9 || byte === 0x1e
}

export function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && isBlank(bytes[at]!)) at++
  return at
}

/** The quote that ends the string whose content begins at `from`; −1 when there is none before `limit`. */
export function closingQuote(bytes: Uint8Array, from: number, limit = bytes.length): number {
  const end = Math.min(limit, bytes.length)
  const rest = view(bytes, 0, end)
  for (let at = rest.indexOf(QUOTE, from); at >= 0; at = rest.indexOf(QUOTE, at + 1)) {
    let slashes = 0
    while (at - 1 - slashes >= from && bytes[at - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return at
  }
  return -1
}

/** What may be folded: more would take longer to walk than a key press may take. */
const largestFold = 8 * 1024 * 1024

/** Behind the container that begins at `from`, or the end of the bytes; undefined when it is too large. */
export function skipContainer(bytes: Uint8Array, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    if (at - from > largestFold) return undefined
    const byte = bytes[at]!
    if (byte === QUOTE) {
      const end = closingQuote(bytes, at + 1)
      if (end < 0) return bytes.length
      at = end
    } else if (byte === 0x7b || byte === 0x5b) depth++
    else if ((byte === 0x7d || byte === 0x5d) && --depth === 0) return at + 1
  }
  return bytes.length
}
