/** A JSON string as it is shown: as written, but letters that were escaped only because they are not ASCII can be read. */
import { sanitize } from '../kit/sanitize.ts'
import { textOfBytes } from './text-piece.ts'

export function jsonText(bytes: Uint8Array, from: number, to: number): string {
  const text = textOfBytes(bytes, from, to)
  if (!text.includes('\\u')) return text
  return text.replace(
    /\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})|\\./gi,
    (escape, high: string | undefined, low: string | undefined, single: string | undefined) => {
      if (high !== undefined) return String.fromCharCode(parseInt(high, 16), parseInt(low!, 16))
      const code = single === undefined ? 0 : parseInt(single, 16)
      if (code < 0xa1 || (code >= 0xd800 && code < 0xe000)) return escape
      const character = String.fromCharCode(code)
      // What would be invisible or turn the line around stays an escape.
      return sanitize(character) === character && !/\p{Cf}|\p{Z}/u.test(character) ? character : escape
    },
  )
}
