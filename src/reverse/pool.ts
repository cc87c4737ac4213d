/**
 * The upstreams of one route: which of them a request goes to, which are well, and who waits for one to be free.
 * The list of those that can be chosen is made when health changes, and not per request.
 */
import type { Timer } from '../kit/clock.ts'
import type { HealthState } from '../model/event.ts'
import type { RouteDefinition, UpstreamDefinition } from '../model/route.ts'
import { routeName } from '../routes/route-name.ts'
import { type Choice, type Chooser, createChooser } from './balance.ts'
import { Endpoint } from './endpoint.ts'
import type { ReverseWorld } from './world.ts'

export type PickOptions = {
  /** What hashes go by. */
  key: string
  /** The id in a sticky cookie. */
  sticky?: string | undefined
  /** Tried before, and better left alone. */
  avoid?: readonly Endpoint[] | undefined
}

/** nginx's max_fails and fail_timeout are 1 and 10s; one failure of a dev server is not yet an outage. */
const usualEject = { failures: 3, for: 10_000 }

export class Pool {
  readonly endpoints: readonly Endpoint[]
  readonly #name: string
  readonly #world: ReverseWorld
  readonly #choose: Chooser
  readonly #eject: { failures: number; for: number } | undefined
  readonly #slowStart: number
  readonly #timers = new Map<Endpoint, Timer>()
  #ready: readonly Endpoint[]
  /** One for all requests: whoever chooses does so at once. */
  readonly #choice: Choice
  readonly #bounded: boolean
  #closed = false
  /** Of the last upstream that failed, in a check or a request. */
  lastReason: string | undefined

  constructor(route: RouteDefinition, endpoints: readonly Endpoint[], world: ReverseWorld) {
    this.#name = routeName(route.match)
    this.#world = world
    this.endpoints = endpoints
    this.#choose = createChooser(route.balance ?? { by: 'round_robin' }, world.seed, route.match.text)
    // A single upstream is tried whatever it said: there is no better one, and nothing asks whether it is back.
    const several = endpoints.length > 1
    this.#eject = route.eject === false ? undefined : (route.eject ?? (several ? usualEject : undefined))
    this.#slowStart = route.slowStart ?? 0
    this.#bounded = endpoints.some(({ definition }) => definition.maxConnections !== undefined)
    const even = this.#slowStart === 0 && new Set(route.upstreams.map(({ weight }) => weight)).size === 1
    this.#choice = { now: 0, slowStart: this.#slowStart, even, key: '' }
    this.#ready = []
    if (route.health === undefined) for (const endpoint of endpoints) this.#uncheck(endpoint)
    for (const endpoint of endpoints) if (endpoint.ejectedUntil !== 0) this.#awaitEnd(endpoint)
    this.refresh()
  }

  /** Some upstream is well. */
  get alive(): boolean {
    return this.#ready.length > 0
  }

  /** Undefined when none is well or all are full. */
  pick({ key, sticky, avoid }: PickOptions): Endpoint | undefined {
    let ready = this.#ready
    if (this.#bounded) ready = ready.filter((one) => !one.full)
    if (ready.length <= 1) return ready[0]
    if (avoid !== undefined && avoid.length > 0) {
      const fresh = ready.filter((one) => !avoid.includes(one))
      if (fresh.length > 0) ready = fresh
    }
    const kept = sticky === undefined ? undefined : ready.find(({ id }) => id === sticky)
    if (kept !== undefined) return kept
    const choice = this.#choice
    if (choice.slowStart > 0) choice.now = this.#world.clock.now()
    choice.key = key
    return this.#choose(ready, choice)
  }

  /** What a health check found out. */
  checked(endpoint: Endpoint, healthy: boolean, reason: string): void {
    // An upstream whose checks succeed is given another chance before its time out is over.
    if (healthy && endpoint.ejectedUntil !== 0) this.#readmit(endpoint, reason)
    if (!healthy) this.lastReason = reason
    if (endpoint.checked === healthy) return
    const first = endpoint.checked === undefined
    const before = endpoint.available
    endpoint.checked = healthy
    if (healthy) this.#back(endpoint, first)
    this.refresh()
    if (first || endpoint.available !== before) this.#tell(endpoint, healthy ? 'healthy' : 'unhealthy', 'check', reason)
  }

  /** A request was answered, or was not. */
  served(endpoint: Endpoint): void {
    if (endpoint.failures > 0) endpoint.failures = 0
  }

  failed(endpoint: Endpoint, reason: string): void {
    endpoint.failures++
    this.lastReason = reason
    const limit = this.#eject
    // Of a request that began before the routes were read again: whoever has the upstream now decides.
    if (this.#closed || limit === undefined || endpoint.failures < limit.failures || endpoint.ejectedUntil !== 0) return
    endpoint.ejectedUntil = this.#world.clock.now() + limit.for
    this.refresh()
    this.#tell(endpoint, 'unhealthy', 'traffic', reason)
    this.#awaitEnd(endpoint)
  }

  /** ms until an upstream may be back; what Retry-After says. */
  untilBack(interval: number | undefined): number {
    const now = this.#world.clock.now()
    const soonest = this.endpoints.reduce(
      (least, { ejectedUntil }) => (ejectedUntil === 0 ? least : Math.min(least, ejectedUntil - now)),
      interval ?? Infinity,
    )
    return soonest === Infinity ? 1000 : Math.max(0, soonest)
  }

  /** Some upstream has fallen ill or got well, which those who wait should know. */
  refresh(): void {
    this.#ready = this.endpoints.filter(({ available }) => available)
    this.endpoints[0]?.queue?.advance()
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#timers.values()) timer.stop()
    this.#timers.clear()
  }

  /** What checks said before the routes were read again holds no more: nobody checks it. */
  #uncheck(endpoint: Endpoint): void {
    if (endpoint.checked === undefined) return
    endpoint.checked = undefined
    // A time out goes on, and its end will be told.
    if (!endpoint.told || endpoint.ejectedUntil !== 0) return
    this.#tell(endpoint, 'forgotten', 'routes', 'its route has no health checks any more')
    endpoint.told = false
  }

  /** Also of a time out that began in the pool before this one. */
  #awaitEnd(endpoint: Endpoint): void {
    if (this.#eject === undefined) return this.#readmit(endpoint, 'its route takes no upstream out any more')
    const left = Math.max(0, endpoint.ejectedUntil - this.#world.clock.now())
    this.#timers.set(
      endpoint,
      this.#world.clock.after(left, () => this.#readmit(endpoint, 'its time out is over')),
    )
  }

  #readmit(endpoint: Endpoint, reason: string): void {
    this.#timers.get(endpoint)?.stop()
    this.#timers.delete(endpoint)
    endpoint.ejectedUntil = 0
    // One more failure is enough: it has not shown yet that it is well.
    endpoint.failures = Math.max(0, (this.#eject?.failures ?? 1) - 1)
    this.#back(endpoint, false)
    this.refresh()
    if (endpoint.available) this.#tell(endpoint, 'healthy', 'traffic', reason)
  }

  #back(endpoint: Endpoint, first: boolean): void {
    // Turns are shares of one round: one that begins anew among old ones would get more or less than its share.
    for (const one of this.endpoints) one.turn = 0
    if (!first && this.#slowStart > 0) endpoint.since = this.#world.clock.now()
  }

  #tell(endpoint: Endpoint, state: HealthState, by: 'check' | 'traffic' | 'routes', reason: string): void {
    endpoint.told = true
    this.#world.emit({
      type: 'health',
      at: this.#world.clock.now(),
      route: this.#name,
      upstream: endpoint.definition.url,
      state,
      by,
      reason,
    })
  }
}

/** The endpoints of a route; those that `known` has by route and URL go on as what they were, requests on their way counted. */
export function endpointsFor(route: RouteDefinition, known: ReadonlyMap<string, Endpoint>): Endpoint[] {
  return route.upstreams.map((definition) => {
    const before = known.get(endpointKey(route, definition))
    if (before === undefined) return new Endpoint(definition)
    before.definition = definition
    before.turn = 0
    return before
  })
}

export function endpointKey(route: RouteDefinition, { url }: UpstreamDefinition): string {
  return `${routeKey(route)} ${url}`
}

/** By what a route is known again when the routes are read again. */
export function routeKey({ match }: RouteDefinition): string {
  return JSON.stringify([match.text, match.methods, match.headers])
}
