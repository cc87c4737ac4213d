/** A site at work: its routes compiled, their pools checked, and the answer for what no route takes. */
import type { Handler } from '../model/contract.ts'
import type { Context } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { RouteDefinition, RouteMatch, SiteDefinition } from '../model/route.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Random } from '../kit/random.ts'
import { formatHost } from '../kit/authority.ts'
import { routeName } from '../routes/route-name.ts'
import { type RouteTable, createRouteTable } from '../routes/table.ts'
import { refusal } from './answer.ts'
import type { Endpoint } from './endpoint.ts'
import { startHealthChecks } from './health-check.ts'
import { endpointKey, endpointsFor, routeKey } from './pool.ts'
import { type RouteChain, createRouteChain } from './route-chain.ts'
import type { Slots } from './slots.ts'
import type { ReverseWorld } from './world.ts'

type Leg = {
  match: RouteMatch
  name: string
  definition: RouteDefinition
  chain: RouteChain
  handler: Handler | undefined
}

/** `before`: the site in whose place this one is. */
export type SiteParts = { slots: Slots; random: Random; before: Site | undefined }

/** What something was said of to whoever watches: an upstream of a route, or without one the route's circuit breaker. */
export type Subject = { route: string; upstream?: string }

export class Site {
  readonly #definition: SiteDefinition
  readonly #world: ReverseWorld
  readonly #table: RouteTable<Leg>
  readonly #checks: { close(): void }[]

  constructor(definition: SiteDefinition, parts: SiteParts, world: ReverseWorld) {
    this.#definition = definition
    this.#world = world
    const known = new Map(parts.before?.endpoints())
    const chains = new Map(parts.before?.chains())
    const alone = definition.routes.length === 1
    const legs = definition.routes.map((route): Leg => {
      const endpoints = endpointsFor(route, known)
      const chain = createRouteChain(route, { ...parts, endpoints, alone, before: chains.get(routeKey(route)) }, world)
      return { match: route.match, name: routeName(route.match), definition: route, chain, handler: undefined }
    })
    this.#table = createRouteTable(legs)
    this.#checks = legs.flatMap(({ chain, definition: { health, host } }) =>
      health === undefined ? [] : [startHealthChecks(chain.pool, { health, ...(host && { host }) }, world)],
    )
  }

  /** `next` is the same each time: the route's chain is composed over it once. */
  handle(request: Request, next: Handler, context: Context): Verdict | Promise<Verdict> {
    const leg = this.#table.find(request)
    if (leg === undefined) return this.#noRoute(request)
    context.route = leg.name
    const handler = (leg.handler ??= this.#world.compose(leg.chain.interceptors, next))
    return handler(request, context)
  }

  /** The ends of exchanges matter to some route. */
  get counts(): boolean {
    return this.#table.routes.some(({ chain }) => chain.counts)
  }

  ended(exchange: string): void {
    for (const { chain } of this.#table.routes) chain.bulkhead?.ended(exchange)
  }

  /** What it asks of its clients, it asks before anything else is done for them. */
  get onlyTls(): boolean {
    const { redirect, clientCa } = this.#definition.tls
    return redirect === true || clientCa !== undefined
  }

  /** Of what the last word still stands. */
  *subjects(): IterableIterator<Subject> {
    for (const { chain, name } of this.#table.routes) {
      if (chain.breaker?.told === true) yield { route: name }
      for (const { told, definition } of chain.pool.endpoints) if (told) yield { route: name, upstream: definition.url }
    }
  }

  get routes(): readonly RouteDefinition[] {
    return this.#definition.routes
  }

  /** By route and URL, for a site that takes this one's place. */
  *endpoints(): IterableIterator<[string, Endpoint]> {
    for (const { chain, definition } of this.#table.routes)
      for (const endpoint of chain.pool.endpoints) yield [endpointKey(definition, endpoint.definition), endpoint]
  }

  /** By route, for the same. */
  *chains(): IterableIterator<[string, RouteChain]> {
    for (const { chain, definition } of this.#table.routes) yield [routeKey(definition), chain]
  }

  /** Requests on their way go on; nothing new is checked or waited for. */
  close(): void {
    for (const check of this.#checks) check.close()
    for (const { chain } of this.#table.routes) {
      chain.pool.close()
      // A limit may have been raised, or be gone.
      chain.queue?.advance()
    }
  }

  #noRoute({ target }: Request): Verdict {
    const asked = formatHost(target.scheme, target.host, target.port) + target.path
    const routes = this.#definition.routes.map(({ match }) => routeName(match))
    return refusal('no_route', `no route matches ${asked}`, { hint: `Routes: ${routes.join('  ')}` })
  }
}
