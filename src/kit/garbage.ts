/** Bytes that no HTTP parser takes for a start line or a chunk size: none is ASCII. */

/** Bytes of a piece of garbage. */
const size = 64

export function garbage(random: () => number): Uint8Array {
  return Uint8Array.from({ length: size }, () => 128 + Math.floor(random() * 128))
}
