/** Header fields as a script sees and changes them: ordered pairs with the usual verbs. */
import { getField, getFields, hasField, sameName } from '../kit/fields.ts'
import type { Fields } from '../model/message.ts'
import type { ScriptHeaders } from '../model/script.ts'

export class HeaderList implements ScriptHeaders {
  readonly #fields: string[]
  #changed = false

  constructor(fields: Fields) {
    this.#fields = [...fields]
  }

  /** The fields, if anything was done to them. */
  static changesOf(headers: HeaderList): Fields | undefined {
    return headers.#changed ? headers.#fields : undefined
  }

  get(name: string): string | undefined {
    return getField(this.#fields, String(name))
  }

  getAll(name: string): string[] {
    return getFields(this.#fields, String(name))
  }

  has(name: string): boolean {
    return hasField(this.#fields, String(name))
  }

  set(name: string, value: string): void {
    const [key, text] = checkField(name, value)
    const at = this.#find(key, 0)
    this.#changed = true
    if (at < 0) return void this.#fields.push(key, text)
    this.#fields[at + 1] = text
    this.#remove(key, at + 2)
  }

  append(name: string, value: string): void {
    const [key, text] = checkField(name, value)
    this.#changed = true
    this.#fields.push(key, text)
  }

  delete(name: string): void {
    this.#remove(String(name), 0)
  }

  *[Symbol.iterator](): Iterator<[name: string, value: string]> {
    for (let at = 0; at < this.#fields.length; at += 2) yield [this.#fields[at]!, this.#fields[at + 1]!]
  }

  #find(name: string, from: number): number {
    for (let at = from; at < this.#fields.length; at += 2) if (sameName(this.#fields[at]!, name)) return at
    return -1
  }

  #remove(name: string, from: number): void {
    for (let at = this.#find(name, from); at >= 0; at = this.#find(name, from)) {
      this.#fields.splice(at, 2)
      this.#changed = true
    }
  }
}

/** A field that can be written (RFC 9110 §5.1, §5.5). @throws TypeError that says what is wrong */
export function checkField(name: unknown, value: unknown): [name: string, value: string] {
  if (typeof name !== 'string' || !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name))
    throw new TypeError(`Expected the name of a header field, got ${shown(name)}`)
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  if (typeof text !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text))
    throw new TypeError(
      `Expected a value of ${name} without control characters or any above U+00FF, got ${shown(value)}`,
    )
  return [name, text.replace(/^[\t ]+|[\t ]+$/g, '')]
}

/** A value as a complaint names it: short, and never by running what the user gave. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
