/** Which brackets are open, one bit each: a state that is copied often stays small however deep it is. */

/** Bits that a small integer of V8 holds on every machine. */
const wordBits = 30

export class Nesting {
  depth = 0
  readonly #words: number[]

  constructor(words: number[] = []) {
    this.#words = words
  }

  copy(): Nesting {
    const copy = new Nesting(this.#words.slice())
    copy.depth = this.depth
    return copy
  }

  /** The innermost is an object and no array; undefined when nothing is open. */
  get inObject(): boolean | undefined {
    if (this.depth === 0) return undefined
    const at = this.depth - 1
    return ((this.#words[Math.trunc(at / wordBits)]! >> (at % wordBits)) & 1) === 1
  }

  open(object: boolean): void {
    const word = Math.trunc(this.depth / wordBits)
    const bit = 1 << (this.depth % wordBits)
    const before = this.#words[word] ?? 0
    this.#words[word] = object ? before | bit : before & ~bit
    this.depth++
  }

  close(): void {
    this.depth--
    this.#words.length = Math.ceil(this.depth / wordBits)
  }

  clear(): void {
    this.depth = 0
    this.#words.length = 0
  }
}
