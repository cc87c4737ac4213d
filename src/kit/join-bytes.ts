/** Many pieces as one, copied in slices: between two of them everything else has its turn. */
import { sleep, systemClock } from './clock.ts'

/** Bytes copied in one turn: a few milliseconds where the memory is new. */
const slice = 2 * 1024 * 1024

/** The bytes of all, at the beginning of `into`. */
export async function joinBytes<B extends ArrayBufferLike>(
  pieces: readonly Uint8Array[],
  into: Uint8Array<B>,
): Promise<Uint8Array<B>> {
  let to = 0
  let copied = 0
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += slice) {
      const part = piece.subarray(at, at + slice)
      if (copied + part.length > slice) {
        await sleep(systemClock, 0)
        copied = 0
      }
      into.set(part, to)
      to += part.length
      copied += part.length
    }
  return into
}

export function totalOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}
