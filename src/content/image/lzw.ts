/** LZW as GIF has it (GIF89a, appendix F): codes of growing width, a clear code, an end code. */

/** Codes are at most twelve bits wide. */
const mostCodes = 4096

/** At most `length` indices, fewer when the data ends or stops making sense. */
export function readLzw(data: Uint8Array, minimum: number, length: number): Uint8Array {
  if (minimum < 1 || minimum > 11) throw new Error('code size')
  const clear = 1 << minimum
  const out = new Uint8Array(length)
  const read = bitReader(data)
  const table = new Table(clear)
  let size = minimum + 1
  let previous = -1
  let written = 0
  while (written < length) {
    const code = read(size)
    if (code === clear) {
      size = minimum + 1
      table.clear()
      previous = -1
      continue
    }
    if (code === undefined || code === clear + 1) break
    if (code > table.next || (previous < 0 && code >= clear)) break
    written += table.write(code, previous, out, written)
    if (previous >= 0) size = table.add(previous, size)
    previous = code
  }
  return out.subarray(0, Math.min(written, length))
}

/** Codes of a number of bits, lowest first; undefined at the end. */
function bitReader(data: Uint8Array): (size: number) => number | undefined {
  let [bits, held, at] = [0, 0, 0]
  return (size) => {
    while (held < size && at < data.length) {
      bits |= data[at++]! << held
      held += 8
    }
    if (held < size) return undefined
    const code = bits & ((1 << size) - 1)
    bits >>>= size
    held -= size
    return code
  }
}

/** What each code stands for: another code and one index more. */
class Table {
  next: number
  readonly #clear: number
  readonly #prefix = new Uint16Array(mostCodes)
  readonly #suffix = new Uint8Array(mostCodes)
  readonly #stack = new Uint8Array(mostCodes + 1)
  /** The first index of the code last written. */
  #first = 0

  constructor(clear: number) {
    this.#clear = clear
    this.next = clear + 2
  }

  clear(): void {
    this.next = this.#clear + 2
  }

  /** Writes what the code stands for; how many indices that were. */
  write(code: number, previous: number, out: Uint8Array, at: number): number {
    let depth = 0
    let walk = code
    // A code that is just being made: what came before, and its first index again.
    if (code === this.next) {
      this.#stack[depth++] = this.#first
      walk = previous
    }
    while (walk >= this.#clear && depth < mostCodes) {
      this.#stack[depth++] = this.#suffix[walk]!
      walk = this.#prefix[walk]!
    }
    this.#first = walk
    this.#stack[depth++] = walk
    for (let i = 0; i < depth && at + i < out.length; i++) out[at + i] = this.#stack[depth - 1 - i]!
    return depth
  }

  /** The code before, and the first index of this one; the width of the codes from now on. */
  add(previous: number, size: number): number {
    if (this.next >= mostCodes) return size
    this.#prefix[this.next] = previous
    this.#suffix[this.next] = this.#first
    this.next++
    return this.next === 1 << size && size < 12 ? size + 1 : size
  }
}
