/** Finds where an HTTP/1 head ends in bytes that come in chunks: behind the first empty line (RFC 9112 §2.1). */

const CR = 13
const LF = 10

export class HeadEnd {
  /** How much of CR LF CR LF stands right before the next byte. */
  #matched = 0

  /** The place in this chunk behind the head's last byte, or −1 when the head goes on. */
  find(chunk: Uint8Array): number {
    for (let at = 0; at < chunk.length; at++) {
      const wanted = this.#matched % 2 === 0 ? CR : LF
      if (chunk[at] === wanted) this.#matched++
      else this.#matched = chunk[at] === CR ? 1 : 0
      if (this.#matched === 4) return at + 1
    }
    return -1
  }
}
