/** Cuts a stream of Server-Sent Events where events end (WHATWG HTML §9.2), holding nothing back. */

export type EventPart = {
  bytes: Uint8Array
  /** Number of the event that these bytes belong to, from 1. Blank lines before an event belong to it. */
  event: number
  /** The event ends with these bytes. */
  ends: boolean
}

const CR = 13
const LF = 10

export class EventBorders {
  #event = 1
  /** True at the start of a line: another line end there ends the event. */
  #lineStart = true
  #afterCr = false
  /** Blank lines alone are no event. */
  #hasText = false

  /** The chunk in parts, none of which reaches over the end of an event. */
  split(chunk: Uint8Array): EventPart[] {
    const parts: EventPart[] = []
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      if (!this.#endsEvent(chunk[at]!)) continue
      // The LF of a CRLF that comes in another chunk is counted with the next event.
      const end = chunk[at] === CR && chunk[at + 1] === LF ? at + 2 : at + 1
      parts.push({ bytes: chunk.subarray(from, end), event: this.#event++, ends: true })
      this.#hasText = false
      from = end
    }
    if (from < chunk.length) parts.push({ bytes: chunk.subarray(from), event: this.#event, ends: false })
    return parts
  }

  #endsEvent(byte: number): boolean {
    if (byte === LF && this.#afterCr) {
      // The second half of a line end that was counted at its first.
      this.#afterCr = false
      return false
    }
    this.#afterCr = byte === CR
    if (byte !== CR && byte !== LF) {
      this.#lineStart = false
      this.#hasText = true
      return false
    }
    const blank = this.#lineStart
    this.#lineStart = true
    return blank && this.#hasText
  }
}
