/** The end of a route: the request goes to an upstream, which is chosen where there are several, and watched where that matters. */
import { getFields } from '../kit/fields.ts'
import { HeadEdit } from '../kit/edit-head.ts'
import type { Context, Interceptor } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { RouteDefinition, StickyCookie } from '../model/route.ts'
import type { Arbiter, Verdict } from '../model/verdict.ts'
import { routeName } from '../routes/route-name.ts'
import { createAim } from './aim.ts'
import { blamesUpstream, failureOf, refusal, retryAfter } from './answer.ts'
import { cookieValue } from './cookie.ts'
import type { Endpoint } from './endpoint.ts'
import type { Pool } from './pool.ts'
import type { Queue } from './queue.ts'
import type { Slots } from './slots.ts'
import { type Ask, type Asking, type Try, asItIs, noteSource } from './try.ts'

/** For a single upstream that nobody watches: nothing but the aim. */
export function createDirect(route: RouteDefinition, endpoint: Endpoint): Interceptor {
  const aim = createAim(route, endpoint)
  return { name: 'reverse-direct', handle: (request, next, context) => next(aim(request), context) }
}

/** `slots` only where it matters how busy an upstream is. */
export type DispatchParts = { pool: Pool; slots: Slots | undefined; queue: Queue | undefined }

/** `ask`: for what stands directly above, and would wait for the same. */
export function createDispatch(route: RouteDefinition, parts: DispatchParts): Interceptor & { ask: Ask } {
  const dispatch = new Dispatch(route, parts)
  return {
    name: 'reverse-balance',
    handle: (request, next, context) => dispatch.ask({ request, next, context, judge: asItIs }),
    ask: (asking) => dispatch.ask(asking),
  }
}

/** No upstream is well any more. */
const nobody = Symbol('nobody')

/** One request on its way to an upstream; `wanted`: the one in the sticky cookie. */
class Asked implements Arbiter {
  taken = false
  endpoint: Endpoint | undefined
  readonly asking: Asking
  readonly wanted: string | undefined
  readonly #dispatch: Dispatch

  constructor(dispatch: Dispatch, asking: Asking, wanted: string | undefined) {
    this.#dispatch = dispatch
    this.asking = asking
    this.wanted = wanted
  }

  decide(verdict: Verdict): Verdict | Promise<Verdict> {
    return this.asking.judge(this.#dispatch.settled(this.endpoint!, verdict, this))
  }
}

class Dispatch {
  readonly #route: RouteDefinition
  readonly #parts: DispatchParts
  readonly #keyOf: (request: Request, context: Context) => string
  /** The upstreams have paths of their own, so that an answer means what it means only with where it came from. */
  readonly #tells: boolean

  constructor(route: RouteDefinition, parts: DispatchParts) {
    this.#route = route
    this.#parts = parts
    for (const endpoint of parts.pool.endpoints) endpoint.aim = createAim(route, endpoint)
    this.#keyOf = keyOf(route.balance)
    this.#tells = new Set(route.upstreams.map(({ path }) => path)).size > 1
  }

  ask(asking: Asking): Verdict | Promise<Verdict> {
    const { pool, queue } = this.#parts
    const { request, context } = asking
    const { sticky } = this.#route
    const wanted = sticky === undefined ? undefined : cookieValue(request.head.fields, sticky.cookie)
    const asked = new Asked(this, asking, wanted)
    // Whoever has waited is first.
    const endpoint = queue === undefined || queue.length === 0 ? this.#claim(asked) : undefined
    if (endpoint !== undefined) return this.#send(endpoint, asked)
    if (!pool.alive) return asking.judge(this.#nobody())
    if (queue === undefined) return asking.judge(this.#busy('no more can wait'))
    if (queue.full) return asking.judge(this.#busy('its queue is full'))
    const claim = () => (pool.alive ? this.#claim(asked) : nobody)
    return queue.wait(context, claim, request.patience?.stop).then((found) => {
      if (found === undefined) return asking.judge(this.#busy('none got free in time'))
      return found === nobody ? asking.judge(this.#nobody()) : this.#send(found, asked)
    })
  }

  /** An upstream that takes the request, with a place at it. */
  #claim({ asking: { request, context }, wanted }: Asked): Endpoint | undefined {
    const { pool, slots } = this.#parts
    const { tried, chosen } = request as Try
    const endpoint = pool.pick({ key: this.#keyOf(request, context), sticky: wanted, avoid: tried })
    if (endpoint === undefined) return undefined
    chosen?.push(endpoint)
    slots?.take(context.id, endpoint)
    return endpoint
  }

  #send(endpoint: Endpoint, asked: Asked): Verdict | Promise<Verdict> {
    asked.endpoint = endpoint
    const { request, next, context } = asked.asking
    const aimed = endpoint.aim!(request)
    aimed.arbiter = asked
    const verdict = next(aimed, context)
    if (!(verdict instanceof Promise)) return asked.decide(verdict)
    return asked.taken ? verdict : verdict.then((settled) => asked.decide(settled))
  }

  settled(endpoint: Endpoint, verdict: Verdict, { asking: { context }, wanted }: Asked): Verdict {
    const { pool, slots } = this.#parts
    const failure = failureOf(verdict)
    if (failure !== undefined) {
      noteSource(verdict, endpoint)
      slots?.release(context.id, endpoint)
      if (blamesUpstream(failure)) pool.failed(endpoint, failure.message)
      return verdict
    }
    pool.served(endpoint)
    const { sticky } = this.#route
    const sets = sticky !== undefined && wanted !== endpoint.id && verdict.kind === 'respond'
    const answer = sets ? withCookie(verdict, sticky, endpoint) : verdict
    if (this.#tells || (verdict.kind === 'respond' && verdict.head.status >= 400)) noteSource(answer, endpoint)
    return answer
  }

  #nobody(): Verdict {
    const { pool } = this.#parts
    const wait = pool.untilBack(this.#route.health?.interval)
    const names = pool.endpoints.map(({ definition }) => definition.url).join(', ')
    const why = pool.lastReason === undefined ? '' : ` (last: ${pool.lastReason})`
    const message = `every upstream of ${routeName(this.#route.match)} is unhealthy: ${names}${why}`
    return refusal('pool_unavailable', message, { leg: 'upstream', fields: retryAfter(wait) })
  }

  #busy(why: string): Verdict {
    const message = `every upstream of ${routeName(this.#route.match)} has as many requests as it takes, and ${why}`
    return refusal('pool_busy', message, { fields: retryAfter(1000) })
  }
}

function keyOf(balance: RouteDefinition['balance']): (request: Request, context: Context) => string {
  if (balance?.by === 'ip_hash') return (_, { client }) => client.address
  if (balance?.by !== 'hash') return () => ''
  const { on, name } = balance
  // Who lacks the key is told apart by address, so that not all of them meet at one upstream.
  return ({ head }, { client }) =>
    (on === 'header' ? getFields(head.fields, name).join() : cookieValue(head.fields, name)) || client.address
}

function withCookie(verdict: Verdict & { kind: 'respond' }, { cookie, ttl }: StickyCookie, { id }: Endpoint): Verdict {
  const edit = new HeadEdit(verdict.head, 'reverse sticky')
  const age = ttl === undefined ? '' : `; Max-Age=${Math.round(ttl / 1000)}`
  edit.add('Set-Cookie', `${cookie}=${id}; Path=/; HttpOnly; SameSite=Lax${age}`)
  return { ...verdict, head: edit.head, patches: [...verdict.patches, ...edit.patches] }
}
