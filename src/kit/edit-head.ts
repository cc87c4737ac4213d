/** Changing a head and saying so: every edit leaves its patch, and the head is copied at the first of them. */
import type { Cause, Patch } from '../model/hop.ts'
import type { Head } from '../model/message.ts'
import { sameName } from './fields.ts'
import { startLinePart } from './patch.ts'

export class HeadEdit<H extends Head> {
  readonly patches: Patch[] = []
  readonly #cause: Cause
  #head: H
  #fields: string[] | undefined

  constructor(head: H, cause: Cause) {
    this.#head = head
    this.#cause = cause
  }

  /** The head as it is now; the one it was made from while nothing has changed. */
  get head(): H {
    return this.#head
  }

  /** Gives the first field of that name this value, in its place, and removes the others; adds it at the end when there is none. */
  set(name: string, value: string): void {
    const at = this.#find(name)
    if (at < 0) return this.add(name, value)
    const fields = this.#head.fields
    const before = fields[at + 1]!
    if (before !== value) {
      this.#patch({ op: 'set', index: at / 2, name: fields[at]!, value, before })
      this.#own()[at + 1] = value
    }
    for (let next = this.#find(name, at + 2); next >= 0; next = this.#find(name, at + 2)) this.#removeAt(next)
  }

  /** Gives the field at this place another value. */
  setAt(index: number, value: string): void {
    const name = this.#head.fields[index * 2]!
    const before = this.#head.fields[index * 2 + 1]!
    this.#patch({ op: 'set', index, name, value, before })
    this.#own()[index * 2 + 1] = value
  }

  add(name: string, value: string): void {
    const fields = this.#own()
    this.#patch({ op: 'add', index: fields.length / 2, name, value })
    fields.push(name, value)
  }

  /** Puts the field before all others, as Host wants it (RFC 9110 §7.2). */
  prepend(name: string, value: string): void {
    this.#patch({ op: 'add', index: 0, name, value })
    this.#own().unshift(name, value)
  }

  remove(name: string): void {
    for (let at = this.#find(name); at >= 0; at = this.#find(name)) this.#removeAt(at)
  }

  rename(from: string, to: string): void {
    for (let at = this.#find(from); at >= 0; at = this.#find(from, at + 2)) {
      const before = this.#head.fields[at]!
      if (before === to) continue
      this.#patch({ op: 'rename', index: at / 2, name: to, before })
      this.#own()[at] = to
    }
  }

  /** Gives a part of the start line another value. */
  line(part: 'method' | 'target' | 'status' | 'reason' | 'scheme' | 'authority', value: string | number): void {
    const name = `:${part}` as const
    const before = startLinePart(this.#head, name)
    if (before === String(value)) return
    const op = before === undefined ? 'add' : 'set'
    this.#patch({ op, index: -1, name, value: String(value), ...(before !== undefined && { before }) })
    this.#own()
    ;(this.#head as unknown as Record<string, unknown>)[part] = value
  }

  #find(name: string, from = 0): number {
    const { fields } = this.#head
    for (let at = from; at < fields.length; at += 2) if (sameName(fields[at]!, name)) return at
    return -1
  }

  #removeAt(at: number): void {
    const fields = this.#own()
    this.#patch({ op: 'remove', index: at / 2, name: fields[at]!, before: fields[at + 1]! })
    fields.splice(at, 2)
  }

  #patch(patch: Omit<Patch, 'cause'>): void {
    this.patches.push({ ...patch, cause: this.#cause })
  }

  /** The fields as ours to change. A changed head was never on the wire: its `raw` bytes go. */
  #own(): string[] {
    if (this.#fields !== undefined) return this.#fields
    const { raw: _bytes, ...line } = this.#head
    this.#fields = this.#head.fields.slice()
    this.#head = { ...line, fields: this.#fields } as unknown as H
    return this.#fields
  }
}
