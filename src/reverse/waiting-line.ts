/**
 * A line in which one joins at the end and may leave from anywhere, each in one step: of a thousand that wait, most may
 * leave at once, when their clients do.
 */

/** A place in a line, known to whoever stands there. */
export type Place<T> = { readonly value: T; before: Place<T> | undefined; behind: Place<T> | undefined; left: boolean }

export class WaitingLine<T> {
  #first: Place<T> | undefined
  #last: Place<T> | undefined
  #length = 0

  get length(): number {
    return this.#length
  }

  get first(): T | undefined {
    return this.#first?.value
  }

  join(value: T): Place<T> {
    const place: Place<T> = { value, before: this.#last, behind: undefined, left: false }
    if (this.#last === undefined) this.#first = place
    else this.#last.behind = place
    this.#last = place
    this.#length++
    return place
  }

  /** The second time nothing happens. */
  leave(place: Place<T>): void {
    if (place.left) return
    place.left = true
    this.#length--
    const { before, behind } = place
    if (before === undefined) this.#first = behind
    else before.behind = behind
    if (behind === undefined) this.#last = before
    else behind.before = before
  }
}
