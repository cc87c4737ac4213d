/** A value from a file that may be changed and wrong for a while: the last good one stays, and a warning says why. */
import type { Fresh } from '../../kit/fresh.ts'
import type { ActionTools } from '../action.ts'

export class LastGood<Value> {
  readonly #name: string
  readonly #fresh: Pick<Fresh<Value>, 'get'>
  #good: { value: Value } | undefined
  #told: string | undefined

  constructor(name: string, fresh: Pick<Fresh<Value>, 'get'>) {
    this.#name = name
    this.#fresh = fresh
  }

  /** Fails only when there never was a good one. */
  get(tools: Pick<ActionTools, 'warn'>): Value | Promise<Value> {
    const found = this.#fresh.get()
    if (!(found instanceof Promise)) return found
    return found.then(
      (value) => {
        this.#good = { value }
        this.#told = undefined
        return value
      },
      (error: unknown) => {
        if (this.#good === undefined) throw error
        const { message } = error as Error
        // Once, not for each request.
        if (this.#told !== message) tools.warn(`${this.#name}: ${message}. What was good before stays.`)
        this.#told = message
        return this.#good.value
      },
    )
  }
}
