/** What one route does, in order, as a list of interceptors: only those that its definition asks for. */
import type { Random } from '../kit/random.ts'
import type { Interceptor } from '../model/contract.ts'
import type { RouteDefinition } from '../model/route.ts'
import { routeName } from '../routes/route-name.ts'
import { createAbsent } from './absent.ts'
import { createAnonymous } from './anonymous.ts'
import { type Breaker, breakerFor, createBreaker } from './breaker.ts'
import { type Bulkhead, createBulkhead } from './bulkhead.ts'
import { createCookies } from './cookies.ts'
import { createDirect, createDispatch } from './dispatch.ts'
import type { Endpoint } from './endpoint.ts'
import { createForwarded } from './forwarded.ts'
import { createRequestLists, createResponseLists } from './header-lists.ts'
import { createHedge } from './hedge.ts'
import { createLocations } from './locations.ts'
import { Pool } from './pool.ts'
import { Queue } from './queue.ts'
import { createRequestId } from './request-id.ts'
import { createRetry, usualRetry } from './retry.ts'
import { createSecurity } from './security.ts'
import type { Slots } from './slots.ts'
import { createTimeouts } from './timeouts.ts'
import type { ReverseWorld } from './world.ts'

export type RouteChain = {
  interceptors: readonly Interceptor[]
  pool: Pool
  queue: Queue | undefined
  bulkhead: Bulkhead | undefined
  breaker: Breaker | undefined
  /** The ends of its exchanges matter to it. */
  counts: boolean
}

/** `before`: what the route was until the routes were read again. */
export type ChainParts = {
  endpoints: readonly Endpoint[]
  slots: Slots
  random: Random
  /** Its site has no other route. */
  alone?: boolean
  before?: Pick<RouteChain, 'breaker' | 'bulkhead'> | undefined
}

export function createRouteChain(route: RouteDefinition, parts: ChainParts, world: ReverseWorld): RouteChain {
  const pool = new Pool(route, parts.endpoints, world)
  const name = routeName(route.match)
  const bulkhead = route.bulkhead && createBulkhead(route.bulkhead, name, parts.before?.bulkhead?.running)
  const breaker = route.breaker && breakerFor(route.breaker, { ...world, route: name }, parts.before?.breaker)
  // Who waits for upstreams that were known before goes on waiting, also where nobody else may.
  const before = parts.endpoints.find(({ queue }) => queue !== undefined)?.queue
  const queue = route.queue && new Queue(route.queue, world.clock, before)
  const counts = countsEnds(route)
  for (const endpoint of parts.endpoints) endpoint.queue = queue ?? before
  const heads = headInterceptors(route, parts)
  const tail = resilience(route, { ...parts, pool, queue, breaker, counts }, world)
  const absent = createAbsent(route, { alone: parts.alone === true, nearby: world.nearby })
  const interceptors = [...heads, ...(bulkhead ? [bulkhead.interceptor] : []), ...(absent ? [absent] : []), ...tail]
  return { interceptors, pool, queue, bulkhead, breaker, counts: counts || bulkhead !== undefined }
}

/** What reads or changes heads; of those that change answers the last one stands nearest to the upstream. */
function headInterceptors(route: RouteDefinition, { endpoints, random }: ChainParts): Interceptor[] {
  const { responseHeaders, security, anonymous, cookies, requestHeaders, forwarded, requestId } = route
  const list = [
    responseHeaders && createResponseLists(responseHeaders),
    security ? createSecurity() : undefined,
    anonymous ? createAnonymous() : undefined,
    cookies && createCookies(cookies),
    createLocations(route, endpoints),
    requestHeaders && createRequestLists(requestHeaders),
    forwarded && createForwarded(forwarded),
    requestId && createRequestId(requestId, random),
  ]
  return list.filter((one) => one !== undefined)
}

type ResilienceParts = Pick<RouteChain, 'pool' | 'queue' | 'breaker' | 'counts'> & { slots: Slots }

/** From the outside in: what tries again, what gives up early, what waits so long only, and who it goes to. */
function resilience(
  route: RouteDefinition,
  { pool, queue, breaker, slots, counts }: ResilienceParts,
  world: ReverseWorld,
): Interceptor[] {
  const { clock, seed } = world
  const name = routeName(route.match)
  const several = pool.endpoints.length > 1
  const retry = route.retry === false ? undefined : (route.retry ?? (several ? usualRetry : undefined))
  const watched = several || counts || route.health !== undefined || route.eject || route.sticky
  const between = [
    ...(route.hedge ? [createHedge(route.hedge, clock)] : []),
    ...(breaker ? [createBreaker(breaker, name)] : []),
    ...(route.timeouts ? [createTimeouts(route.timeouts, clock)] : []),
  ]
  const parts = { clock, seed, route: name, h2: route.upstreams.some(({ protocol }) => protocol === 'h2') }
  if (!watched) {
    const direct = createDirect(route, pool.endpoints[0]!)
    return [...(retry ? [createRetry(retry, parts)] : []), ...between, direct]
  }
  const dispatch = createDispatch(route, { pool, slots: counts ? slots : undefined, queue })
  // With nothing between them, both wait for the same.
  if (retry && between.length === 0)
    return [{ ...createRetry(retry, parts, dispatch.ask), name: 'reverse-retry-balance' }]
  return [...(retry ? [createRetry(retry, parts)] : []), ...between, dispatch]
}

/** Whether it matters how many requests an upstream works on. */
function countsEnds({ balance, upstreams }: RouteDefinition): boolean {
  return (
    balance?.by === 'least_conn' ||
    balance?.by === 'random' ||
    upstreams.some(({ maxConnections }) => maxConnections !== undefined)
  )
}
