/** What one rendering may use up. A template that asks for more ends with an error, and the proxy goes on. */

/** Characters of output, and of each value on the way to it. */
export const maxOutput = 4 * 1024 * 1024
/** Helpers called and loops gone round. */
const maxSteps = 100_000
/** ms, looked at every so many steps. */
const maxTime = 250
const between = 256

export class Budget {
  readonly #now: () => number
  readonly #until: number
  #steps = 0

  constructor(now: () => number) {
    this.#now = now
    this.#until = now() + maxTime
  }

  /** @throws Error when it is used up */
  step(): void {
    if (++this.#steps > maxSteps) throw new Error(`it took more than ${maxSteps} steps`)
    if (this.#steps % between === 0 && this.#now() > this.#until) throw new Error(`it took more than ${maxTime} ms`)
  }

  /** The same value, if it is not too long. @throws Error */
  sized<Value>(value: Value): Value {
    if (typeof value === 'string' && value.length > maxOutput)
      throw new Error(`it made more than ${maxOutput} characters`)
    return value
  }
}
