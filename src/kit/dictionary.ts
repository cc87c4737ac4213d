/**
 * Values by name, where names come and go by the thousand. For why it is not a Map see `roster.ts`: the tables of a plain
 * object's dictionary do not point to each other. Names that are decimal numbers, as ids are, are the fastest.
 */
export class Dictionary<T> {
  readonly #values = Object.create(null) as Record<string, T>

  get(name: string): T | undefined {
    return this.#values[name]
  }

  set(name: string, value: T): void {
    this.#values[name] = value
  }

  delete(name: string): void {
    // That is what makes it a dictionary to V8, and this class is for.
    delete this.#values[name]
  }
}
