/**
 * Who is here, where members come and go by the thousand. A Set would do, but V8 leaves each table that a Set or Map outgrew
 * pointing to the next one: once one of them is in the old generation, whatever passes through the rest is kept alive, and
 * copied twice, until a full collection. Here a member knows its place, and the last one takes the place of one that goes.
 */

export interface Member {
  /** Its place in the roster; −1 when it is in none. A member can be in one roster only. */
  slot: number
}

export class Roster<T extends Member> implements Iterable<T> {
  readonly #members: T[] = []

  get size(): number {
    return this.#members.length
  }

  add(member: T): void {
    if (member.slot >= 0) return
    member.slot = this.#members.length
    this.#members.push(member)
  }

  delete(member: T): void {
    const { slot } = member
    if (slot < 0) return
    member.slot = -1
    const last = this.#members.pop()!
    if (last === member) return
    this.#members[slot] = last
    last.slot = slot
  }

  clear(): void {
    for (const member of this.#members) member.slot = -1
    this.#members.length = 0
  }

  /** Who goes during the walk is not met; who moves to the place of one that went may be missed or met twice. */
  *[Symbol.iterator](): IterableIterator<T> {
    for (let at = 0; at < this.#members.length;) {
      const member = this.#members[at]!
      yield member
      if (this.#members[at] === member) at++
    }
  }
}
