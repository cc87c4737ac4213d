/** Cuts a WebSocket's bytes where messages end (RFC 6455 §5.2), as `event-borders` does with events, holding nothing back. */
import type { EventPart } from './event-borders.ts'

type Frame = { control: boolean; final: boolean; header: number[]; headerSize: number; left: number }

export class FrameBorders {
  #message = 1
  #frame: Frame | undefined

  /** The chunk in parts, none of which reaches over the end of a frame. Control frames belong to no message: theirs is 0. */
  split(chunk: Uint8Array): EventPart[] {
    const parts: EventPart[] = []
    for (let at = 0; at < chunk.length;) {
      const frame = (this.#frame ??= begin(chunk[at]!))
      const from = at
      while (at < chunk.length && frame.header.length < frame.headerSize) {
        frame.header.push(chunk[at++]!)
        measure(frame)
      }
      const known = frame.header.length === frame.headerSize
      const taken = known ? Math.min(frame.left, chunk.length - at) : 0
      frame.left -= taken
      at += taken
      const over = known && frame.left === 0
      const ends = over && frame.final && !frame.control
      parts.push({ bytes: chunk.subarray(from, at), event: frame.control ? 0 : this.#message, ends })
      if (over) this.#frame = undefined
      if (ends) this.#message++
    }
    return parts
  }
}

function begin(first: number): Frame {
  return { control: (first & 0x08) !== 0, final: (first & 0x80) !== 0, header: [], headerSize: 2, left: 0 }
}

/** The second byte says how long the header is, and the whole header how long the payload. */
function measure(frame: Frame): void {
  const { header } = frame
  const short = (header[1] ?? 0) & 127
  const extended = short < 126 ? 0 : short === 126 ? 2 : 8
  if (header.length === 2) frame.headerSize = 2 + extended + ((header[1]! & 128) === 0 ? 0 : 4)
  if (header.length !== frame.headerSize) return
  frame.left = extended === 0 ? short : header.slice(2, 2 + extended).reduce((sum, byte) => sum * 256 + byte, 0)
}
