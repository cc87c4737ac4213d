/** Active health checks: each upstream is asked at intervals, a little early or late, and believed after a few equal answers. */
import type { Timer } from '../kit/clock.ts'
import { draw } from '../kit/draw.ts'
import type { HealthOptions, RouteDefinition } from '../model/route.ts'
import { hostFor } from './aim.ts'
import type { Endpoint } from './endpoint.ts'
import type { Pool } from './pool.ts'
import type { ReverseWorld } from './world.ts'

/** Of a route that is checked. */
export type Checked = Pick<RouteDefinition, 'host'> & { health: HealthOptions }

/** Checks all upstreams of a pool until `close`. */
export function startHealthChecks(pool: Pool, route: Checked, world: ReverseWorld): { close(): void } {
  const checks = pool.endpoints.map((endpoint) => new Check(endpoint, pool, route, world))
  for (const check of checks) check.run()
  return {
    close() {
      for (const check of checks) check.close()
    },
  }
}

class Check {
  readonly #endpoint: Endpoint
  readonly #pool: Pool
  readonly #health: HealthOptions
  /** What the Host of requests says; where that is the client's, there is none here. */
  readonly #host: string
  readonly #world: ReverseWorld
  #timer: Timer | undefined
  #closed = false
  #count = 0
  #inRow = 0
  #last: boolean | undefined

  constructor(endpoint: Endpoint, pool: Pool, route: Checked, world: ReverseWorld) {
    this.#endpoint = endpoint
    this.#pool = pool
    this.#health = route.health
    this.#host = hostFor(route, endpoint) ?? endpoint.authority
    this.#world = world
  }

  run(): void {
    void this.#world.probe(this.#endpoint.definition, this.#health, this.#host).then((problem) => {
      if (this.#closed) return
      this.#judge(problem)
      this.#timer = this.#world.clock.after(this.#pause(), () => this.run())
    })
  }

  close(): void {
    this.#closed = true
    this.#timer?.stop()
  }

  /** The first answer counts at once: a pool should not wait for `rise` checks before its first request. */
  #judge(problem: string | undefined): void {
    const ok = problem === undefined
    this.#inRow = this.#last === ok ? this.#inRow + 1 : 1
    this.#last = ok
    const { checked } = this.#endpoint
    const enough = checked === undefined ? 1 : ok ? this.#health.rise : this.#health.fall
    if (this.#inRow < enough) return
    this.#pool.checked(
      this.#endpoint,
      ok,
      problem ?? (this.#inRow === 1 ? 'its check succeeded' : `${this.#inRow} checks in a row succeeded`),
    )
  }

  #pause(): number {
    const { interval, jitter } = this.#health
    const chance = draw(this.#world.seed, 'health', this.#endpoint.definition.url, String(this.#count++))
    return interval * (1 + jitter * (2 * chance - 1))
  }
}
