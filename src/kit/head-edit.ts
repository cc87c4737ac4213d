/** Changing a head's fields so that the ledger knows: each change is applied and kept as a patch with its cause. */
import type { Cause, Patch } from '../model/hop.ts'
import type { Head } from '../model/message.ts'
import { sameName } from './fields.ts'
import { applyPatches } from './patch.ts'

export class HeadEdit {
  readonly patches: Patch[] = []
  readonly #cause: Cause
  readonly #fields: string[]

  constructor(head: Head, cause: Cause) {
    this.#cause = cause
    this.#fields = [...head.fields]
  }

  /** Gives the first field of that name this value and removes the others; adds the field when there is none. */
  set(name: string, value: string): void {
    const [first, ...others] = this.#places(name)
    for (const index of others.reverse()) this.#removeAt(index)
    if (first === undefined) {
      this.patches.push({ op: 'add', index: this.#fields.length / 2, name, value, cause: this.#cause })
      this.#fields.push(name, value)
      return
    }
    const before = this.#fields[first * 2 + 1]!
    if (before === value) return
    this.patches.push({ op: 'set', index: first, name: this.#fields[first * 2]!, value, before, cause: this.#cause })
    this.#fields[first * 2 + 1] = value
  }

  /** Removes all fields of that name. */
  remove(name: string): void {
    for (const index of this.#places(name).reverse()) this.#removeAt(index)
  }

  /** The head with the changes made so far. */
  applyTo<H extends Head>(head: H): H {
    return applyPatches(head, this.patches)
  }

  #places(name: string): number[] {
    const places: number[] = []
    for (let i = 0; i < this.#fields.length; i += 2) if (sameName(this.#fields[i]!, name)) places.push(i / 2)
    return places
  }

  #removeAt(index: number): void {
    const [name, before] = this.#fields.splice(index * 2, 2) as [string, string]
    this.patches.push({ op: 'remove', index, name, before, cause: this.#cause })
  }
}
