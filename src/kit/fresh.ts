/** What a file or a folder says, made ready once and again whenever it changes: looked at for each use, read only when it is another. */
import { fileVersion } from './files.ts'

export class Fresh<Value> {
  readonly #path: string
  readonly #make: () => Promise<Value>
  readonly #keeps: (value: Value) => boolean
  #version: string | undefined
  #kept: { value: Value } | undefined
  #running: Promise<Value> | undefined

  /** `make` may fail; what `keeps` refuses is made again for each use. */
  constructor(path: string, make: () => Promise<Value>, keeps: (value: Value) => boolean = () => true) {
    this.#path = path
    this.#make = make
    this.#keeps = keeps
  }

  /** At once when nothing has changed. Fails as `make` does. */
  get(): Value | Promise<Value> {
    const version = fileVersion(this.#path)
    if (version !== undefined && version === this.#version) {
      if (this.#kept !== undefined) return this.#kept.value
      if (this.#running !== undefined) return this.#running
    }
    this.#version = version
    this.#kept = undefined
    return (this.#running = this.#run(version))
  }

  async #run(version: string | undefined): Promise<Value> {
    try {
      const value = await this.#make()
      // What is made while the file changes may be half of each: the next use looks again.
      const current = this.#version === version && fileVersion(this.#path) === version
      if (current && this.#keeps(value)) this.#kept = { value }
      return value
    } finally {
      if (this.#version === version) this.#running = undefined
    }
  }
}
