/**
 * Finds which of many texts occur in another, in one pass over it however many they are (Aho and Corasick, 1975).
 * The states are a flat table: a step is one look-up.
 */

/** ASCII; every other character leads back to the start. */
const alphabet = 128
/** States at most: 10 MB. */
const mostStates = 20_000
/** Characters of each text that are compared; its end tells more than its beginning. */
const compared = 24

export class TextIndex {
  readonly #next: Int32Array
  /** The ids that end in a state. */
  readonly #found: readonly (readonly number[] | undefined)[]
  /** Texts that have no place: they are always found. */
  readonly #always: readonly number[]

  /** Ids are places in the list; undefined ones are never asked about. Texts are in small letters. */
  constructor(texts: readonly (string | undefined)[]) {
    const tries: Map<number, number>[] = [new Map()]
    const ends: (number[] | undefined)[] = [undefined]
    const always: number[] = []
    for (const [id, text] of texts.entries()) {
      if (text === undefined) continue
      const part = text.slice(-compared)
      if (tries.length + part.length > mostStates || /[^\x00-\x7f]/.test(part) || part === '') {
        always.push(id)
        continue
      }
      let state = 0
      for (let at = 0; at < part.length; at++) {
        const code = part.charCodeAt(at)
        let to = tries[state]!.get(code)
        if (to === undefined) {
          to = tries.push(new Map()) - 1
          ends.push(undefined)
          tries[state]!.set(code, to)
        }
        state = to
      }
      ;(ends[state] ??= []).push(id)
    }
    this.#always = always
    this.#next = connect(tries, ends)
    this.#found = ends
  }

  /** Sets the marks of those that occur in `text`, which is in small letters. */
  mark(text: string, marks: Uint8Array): void {
    for (const id of this.#always) marks[id] = 1
    const next = this.#next
    const found = this.#found
    let state = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      state = code < alphabet ? next[state * alphabet + code]! : 0
      const ids = found[state]
      if (ids !== undefined) for (const id of ids) marks[id] = 1
    }
  }
}

/** Every step from every state, those after a mismatch included; what ends in a suffix ends here too. */
function connect(tries: readonly Map<number, number>[], ends: (number[] | undefined)[]): Int32Array {
  const next = new Int32Array(tries.length * alphabet)
  const back = new Int32Array(tries.length)
  const queue: number[] = []
  for (const [code, to] of tries[0]!) {
    next[code] = to
    queue.push(to)
  }
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at]!
    const fallback = back[state]!
    const inherited = ends[fallback]
    if (inherited !== undefined) ends[state] = [...(ends[state] ?? []), ...inherited]
    next.copyWithin(state * alphabet, fallback * alphabet, (fallback + 1) * alphabet)
    for (const [code, to] of tries[state]!) {
      back[to] = next[fallback * alphabet + code]!
      next[state * alphabet + code] = to
      queue.push(to)
    }
  }
  return next
}
