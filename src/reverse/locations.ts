/**
 * Answers that speak of the upstream are made to speak of the site: Location, Content-Location and Refresh, and the
 * Domain and Path of cookies, where the upstream saw another Host or another path than the client asked for.
 */
import { formatHost } from '../kit/authority.ts'
import { isLoopback } from '../kit/ip.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Request, Target } from '../model/message.ts'
import type { RouteDefinition } from '../model/route.ts'
import { parseUrl } from '../kit/request-url.ts'
import { isUnder } from '../routes/path.ts'
import { hostFor } from './aim.ts'
import type { Endpoint } from './endpoint.ts'
import { onResponse } from './response-edit.ts'
import { mapFields } from './map-fields.ts'
import { sourceOf } from './try.ts'

type Origin = Pick<Target, 'scheme' | 'host' | 'port'>

/** What stands at an upstream (`base`) for which prefix of the site. */
export type Rebased = { prefix: string; base: string }

/**
 * An upstream, and where the site's paths are there; undefined = where they are here. `seen`: the Host that it is sent, by
 * which it may speak of itself.
 */
export type Place = Origin & { rebased: Rebased | undefined; seen?: string | undefined }

/** Undefined where the upstreams see what the client asked for, unless it is asked for. */
export function createLocations(route: RouteDefinition, endpoints: readonly Endpoint[]): Interceptor | undefined {
  const places = endpoints.map((endpoint) => placeOf(route, endpoint))
  const rehosted = places.some(({ seen }) => seen !== undefined)
  if (route.locations === false) return undefined
  if (route.locations === undefined && !rehosted && places.every(({ rebased }) => rebased === undefined))
    return undefined
  return onResponse('reverse-locations', 'reverse locations', (edit, request, _context, verdict) => {
    // Told only where it makes a difference.
    const source = places[Math.max(0, endpoints.indexOf(sourceOf(verdict)!))]!
    const map = (url: string) => mapLocation(url, request, places, source)
    for (const name of ['location', 'content-location']) mapFields(edit, name, map)
    mapFields(edit, 'refresh', (value) =>
      value.replace(/(;\s*url=["']?)([^"']*)/i, (_, start: string, url: string) => start + map(url)),
    )
    mapFields(edit, 'set-cookie', (value) => mapCookie(value, places, rehosted, source.rebased))
  })
}

function placeOf(route: RouteDefinition, endpoint: Endpoint): Place {
  const { match, stripPrefix } = route
  const { scheme, host, port, path } = endpoint.definition
  const base = path ?? (stripPrefix ? '/' : undefined)
  const trimmed = base?.replace(/(.)\/$/, '$1')
  const same = trimmed === undefined || match.path.kind !== 'prefix' || trimmed === match.path.path
  const rebased = same ? undefined : { prefix: match.path.path, base: trimmed }
  return { scheme, host, port, rebased, seen: hostFor(route, endpoint)?.toLowerCase() }
}

/** A URL of an upstream as one of the site; others, and what is no URL, as they are. `source` is where the answer came from. */
export function mapLocation(
  url: string,
  { target }: Pick<Request, 'target'>,
  places: readonly Place[],
  source: Place,
): string {
  if (url.startsWith('/') && !url.startsWith('//')) return rebase(url, source.rebased)
  const named = parseUrl(url.startsWith('//') ? `${target.scheme}:${url}` : url)
  if (named === undefined) return url
  const ours = named.host === target.host && named.port === target.port
  const written = formatHost(named.scheme, named.host, named.port)
  const isThere = ({ host, port, seen }: Place): boolean =>
    written === seen || (named.port === port && isSameHost(named.host, host))
  // Several upstreams may be paths of one server.
  const place = ours || isThere(source) ? source : places.find(isThere)
  if (place === undefined) return url
  const fragment = /#.*$/s.exec(url)?.[0] ?? ''
  const site = `${target.scheme}://${formatHost(target.scheme, target.host, target.port)}`
  return site + rebase(named.path, place.rebased) + fragment
}

function rebase(path: string, rebased: Rebased | undefined): string {
  if (rebased === undefined) return path
  const { prefix, base } = rebased
  const [, plain = path, rest = ''] = /^([^?#]*)(.*)$/s.exec(path) ?? []
  // An upstream that knows its prefix says it itself.
  if (prefix !== '/' && isUnder(plain, prefix)) return path
  if (!isUnder(plain, base)) return path
  const below = base === '/' ? plain : plain.slice(base.length)
  return (prefix === '/' ? below || '/' : prefix + (below === '/' ? '/' : below)) + rest
}

/** A Domain of the upstream goes, so that the cookie is for the host that the client asked. */
function mapCookie(cookie: string, places: readonly Place[], rehosted: boolean, rebased: Rebased | undefined): string {
  const [pair = '', ...attributes] = cookie.split(';')
  const kept = attributes.flatMap((attribute) => {
    const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(attribute) ?? []
    if (
      rehosted &&
      name.toLowerCase() === 'domain' &&
      places.some(({ host, seen }) => covers(value, host) || covers(value, seen?.replace(/:\d+$/, '')))
    )
      return []
    if (name.toLowerCase() === 'path' && value.startsWith('/')) return [` ${name}=${cookiePath(value, rebased)}`]
    return [attribute]
  })
  return [pair, ...kept].join(';')
}

/** Of a whole upstream below a prefix: for the prefix itself too, which `/prefix/` would not be (RFC 6265 §5.1.4). */
function cookiePath(path: string, rebased: Rebased | undefined): string {
  return path === '/' && rebased?.base === '/' ? rebased.prefix : rebase(path, rebased)
}

/** A server on this machine may call itself by any of its loopback names. */
function isSameHost(a: string, b: string): boolean {
  return a === b || (isLoopback(a) && isLoopback(b))
}

function covers(domain: string, host: string | undefined): boolean {
  if (host === undefined) return false
  const name = domain.replace(/^\./, '').toLowerCase()
  return host === name || host.endsWith(`.${name}`)
}
