/** Reads Server-Sent Events as they pass (WHATWG HTML §9.2): where each one ends, its size, and its first bytes. Nothing is held back. */
import { concat } from './concat.ts'

export type ServerEvent = {
  /** Bytes of the event, its blank line included. */
  size: number
  /** The event's first bytes as sent: `event:`, `data:`, `id:` lines. */
  data: Uint8Array
}

const CR = 13
const LF = 10

export class EventReader {
  readonly #cap: number
  readonly #event: (event: ServerEvent) => void
  #parts: Uint8Array[] = []
  #kept = 0
  #size = 0
  /** True at the start of a line: another line end there ends the event. */
  #lineStart = true
  #afterCr = false

  constructor(cap: number, event: (event: ServerEvent) => void) {
    this.#cap = cap
    this.#event = event
  }

  feed(chunk: Uint8Array): void {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === LF && this.#afterCr) {
        // The second half of CRLF belongs to the line end before it.
        this.#afterCr = false
        continue
      }
      this.#afterCr = byte === CR
      if (byte !== CR && byte !== LF) {
        this.#lineStart = false
        continue
      }
      if (!this.#lineStart) {
        this.#lineStart = true
        continue
      }
      // CRLF of a blank line: its LF is counted with the next event if it comes in another chunk.
      const end = byte === CR && chunk[at + 1] === LF ? at + 2 : at + 1
      this.#take(chunk, from, end)
      this.#finish()
      from = end
      at = end - 1
      if (byte === CR && end === at + 2) this.#afterCr = false
    }
    this.#take(chunk, from, chunk.length)
  }

  #take(chunk: Uint8Array, from: number, end: number): void {
    this.#size += end - from
    const room = Math.min(end - from, this.#cap - this.#kept)
    if (room <= 0) return
    this.#parts.push(new Uint8Array(chunk.subarray(from, from + room)))
    this.#kept += room
  }

  #finish(): void {
    const size = this.#size
    const data = this.#parts.length === 1 ? this.#parts[0]! : concat(this.#parts, this.#kept)
    this.#parts = []
    this.#kept = 0
    this.#size = 0
    // Blank lines between events are no events.
    if (data.some((byte) => byte !== CR && byte !== LF)) this.#event({ size, data })
  }
}
