/** What rules remember of a session together: states that they require and set, and counters of templates. */

/** What a state is that nobody has set (WireMock's word). */
export const initialState = 'Started'

/** Counters and states remembered. Names can come from requests, which must not fill the memory. */
const most = 10_000

export class Memory {
  readonly #counts = new Map<string, number>()
  readonly #states = new Map<string, string>()

  count(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1
    if (count === 1 && this.#counts.size >= most) this.#counts.delete(this.#counts.keys().next().value!)
    this.#counts.set(name, count)
    return count
  }

  state(name: string): string {
    return this.#states.get(name) ?? initialState
  }

  setState(name: string, value: string): void {
    this.#states.set(name, value)
  }

  /** Whether every state is as a rule requires it. */
  meets(required: Readonly<Record<string, string>> | undefined): boolean {
    for (const name in required) if (this.state(name) !== required[name]) return false
    return true
  }
}
