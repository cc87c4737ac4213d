/** The reverse proxy as one interceptor: a request that came to a site's listener goes down the chain of its route. */
import type { Random } from '../kit/random.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { SiteDefinition } from '../model/route.ts'
import { listenerName } from '../routes/subjects.ts'
import { refusal } from './answer.ts'
import { tellForgotten } from './forgotten.ts'
import { isPlain, toHttps } from './https-redirect.ts'
import { Site } from './site.ts'
import { Slots } from './slots.ts'
import type { ReverseWorld } from './world.ts'

export interface Reverse {
  /** Stands before all that answers: a site that asks for TLS, perhaps with a certificate, asks for it first. */
  readonly gate: Interceptor
  readonly interceptor: Interceptor
  /** Other routes from the next request on; those that run end as they began. What is known of upstreams is kept. */
  replace(sites: readonly SiteDefinition[]): void
  /** Told of the end of every exchange. */
  ended(exchange: string): void
  close(): void
}

export function createReverse(definitions: readonly SiteDefinition[], random: Random, world: ReverseWorld): Reverse {
  let sites: readonly Site[] = []
  let worlds: readonly ReverseWorld[] = []
  let counts = false
  const several = definitions.length > 1
  const slots = new Slots()
  const replace = (next: readonly SiteDefinition[]): void => {
    const [before, told] = [sites, worlds]
    worlds = next.map((definition) => (several ? saying(definition, world) : world))
    sites = next.map((definition, at) => new Site(definition, { slots, random, before: before[at] }, worlds[at]!))
    counts = sites.some((site) => site.counts)
    for (const site of before) site.close()
    before.forEach((site, at) => tellForgotten(site, sites[at], told[at]!))
  }
  replace(definitions)
  return {
    replace,
    ended(exchange) {
      // Also when no route counts any more: the ones before may have.
      slots.ended(exchange)
      if (counts) for (const site of sites) site.ended(exchange)
    },
    close() {
      for (const site of sites) site.close()
    },
    gate: {
      name: 'reverse-https',
      handle(request, next, context) {
        const site = context.site === undefined ? undefined : sites[context.site]
        return site?.onlyTls === true && isPlain(context) ? toHttps(request) : next(request, context)
      },
    },
    interceptor: {
      name: 'reverse',
      handle(request, next, context) {
        const site = context.site === undefined ? undefined : sites[context.site]
        if (site === undefined) return next(request, context)
        if (context.kind === 'connect') return noTunnels(request)
        // What a rule says stands above the routes.
        if (request.target.chosen) return next(request, context)
        return site.handle(request, next, context)
      },
    },
  }
}

/** Of several sites, each says of whose upstreams it speaks. */
function saying(site: SiteDefinition, world: ReverseWorld): ReverseWorld {
  const listener = listenerName(site)
  return { ...world, emit: (event) => world.emit(event.type === 'health' ? { ...event, listener } : event) }
}

function noTunnels({ head }: Request) {
  return refusal('reverse_method', `a reverse proxy opens no tunnel to ${head.target}`, {
    fields: ['Allow', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
  })
}
