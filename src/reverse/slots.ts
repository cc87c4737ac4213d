/** Which upstreams work on which exchange, so that each is free again when its exchange ends. */
import type { Endpoint } from './endpoint.ts'

export class Slots {
  readonly #taken = new Map<string, Endpoint | Endpoint[]>()

  take(exchange: string, endpoint: Endpoint): void {
    endpoint.active++
    const held = this.#taken.get(exchange)
    if (held === undefined) this.#taken.set(exchange, endpoint)
    else if (Array.isArray(held)) held.push(endpoint)
    else this.#taken.set(exchange, [held, endpoint])
  }

  /** A try that failed: its upstream is free while the exchange goes on elsewhere. */
  release(exchange: string, endpoint: Endpoint): void {
    const held = this.#taken.get(exchange)
    if (held === endpoint) this.#taken.delete(exchange)
    else if (Array.isArray(held) && held.includes(endpoint)) held.splice(held.indexOf(endpoint), 1)
    else return
    this.#free(endpoint)
  }

  ended(exchange: string): void {
    if (this.#taken.size === 0) return
    const held = this.#taken.get(exchange)
    if (held === undefined) return
    this.#taken.delete(exchange)
    if (Array.isArray(held)) for (const endpoint of held) this.#free(endpoint)
    else this.#free(held)
  }

  #free(endpoint: Endpoint): void {
    endpoint.active--
    endpoint.queue?.advance()
  }
}
