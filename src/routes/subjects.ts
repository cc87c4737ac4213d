/** All that health can be told of: the upstreams that routes lead to, and the circuit breakers before them, as reports name them. */
import { formatAuthority } from '../kit/authority.ts'
import type { HealthSubject, SiteDefinition } from '../model/route.ts'
import { routeName } from './route-name.ts'

/** A reverse listener as reports name it, where there are several. */
export function listenerName({ host, port }: Pick<SiteDefinition, 'host' | 'port'>): string {
  return formatAuthority(host, port)
}

/** Route by route, as they were written. */
export function subjectsOf(sites: readonly SiteDefinition[]): HealthSubject[] {
  return sites.flatMap((site) => {
    const whose = sites.length > 1 ? { listener: listenerName(site) } : {}
    return site.routes.flatMap(({ match, upstreams, breaker, health }): HealthSubject[] => {
      const route = { ...whose, route: routeName(match) }
      const behind = upstreams.map(({ url }) => ({ ...route, upstream: url, checked: health !== undefined }))
      return breaker === undefined ? behind : [{ ...route, checked: false }, ...behind]
    })
  })
}
