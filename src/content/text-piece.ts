/** Pieces of UTF-8 bytes as text that is safe to show: one line, or as much of a long one as a row scanner takes at once. */
import { Buffer } from 'node:buffer'
import { sanitize } from '../kit/sanitize.ts'

/** Bytes of the longest piece. */
export const longestPiece = 2048

const LF = 10
const CR = 13

/** The piece that begins at `at`: where its text ends and where the next one begins. `end` bounds both. */
export function nextPiece(bytes: Uint8Array, at: number, end: number): { end: number; next: number } {
  const limit = Math.min(end, at + longestPiece)
  // Native, and bounded by the view: a line of megabytes is not walked.
  const lineEnd = view(bytes, at, limit).indexOf(LF)
  if (lineEnd >= 0) {
    const stop = at + lineEnd
    return { end: stop > at && bytes[stop - 1] === CR ? stop - 1 : stop, next: stop + 1 }
  }
  if (limit === end) return { end, next: end }
  const cut = characterStart(bytes, limit, at)
  return { end: cut, next: cut }
}

/** The text of these bytes on one line; tabs become two spaces, since a screen counts columns. */
export function textOfBytes(bytes: Uint8Array, from: number, to: number): string {
  return sanitize(view(bytes, from, to).toString('utf8').replaceAll('\t', '  '))
}

/** The last place at or before `at` where a character begins. */
export function characterStart(bytes: Uint8Array, at: number, from: number): number {
  let cut = at
  while (cut > from && at - cut < 4 && (bytes[cut]! & 0xc0) === 0x80) cut--
  return cut > from && at - cut < 4 ? cut : at
}

export function view(bytes: Uint8Array, from: number, to: number): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from))
}
