/** Routes as config files write them. */
import type { HeaderMatch, RouteDefinition, RoutePolicy, UpstreamDefinition } from '../../model/route.ts'
import { complaint } from '../complaint.ts'
import { longPath } from '../expression-fault.ts'
import { count, expressionFor, flag } from '../kinds.ts'
import type { Located } from '../located.ts'
import { fieldName, matchText, method, upstreamText, weight } from './kinds.ts'
import { policyFields } from './policy.ts'
import { type Shape, list, map, mapped, one, shortOr } from './shape.ts'

/** With its place, for what is wrong with it only beside others. */
const address = mapped(one(upstreamText), (upstream, where) => ({ ...upstream, where }))

const upstreamFields = {
  url: { shape: address, help: 'where it is', required: true },
  weight: { shape: one(weight), help: 'its share among the others', default: 1 },
  maxConnections: { shape: one(count(1, 1_000_000)), help: 'requests it takes at once' },
} as const

const upstream = shortOr(
  address,
  mapped(
    map(upstreamFields, 'an upstream such as { url: http://localhost:3001, weight: 2 }'),
    ({ url, weight: share, maxConnections }): UpstreamDefinition => ({
      ...url,
      weight: share,
      ...(maxConnections !== undefined && { maxConnections }),
    }),
  ),
)

/** `x-beta: "1"`, `x-beta: ~^1`, or `x-beta:` for any value. */
const headers: Shape<readonly HeaderMatch[]> = {
  schema: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } },
  read(value, base) {
    if (value.kind !== 'map') throw complaint(value.where, 'a map of header fields and values', 'none')
    return value.entries.map(({ key, where, value: given }) => {
      const name = one(fieldName).read({ where, kind: 'scalar', value: key }, base)
      return { name, ...headerCondition(given, base) }
    })
  },
}

function headerCondition(value: Located, base: string): Omit<HeaderMatch, 'name'> {
  if (value.kind === 'scalar' && value.value === null) return {}
  if (value.kind !== 'scalar') throw complaint(value.where, 'a value, or ~ and a regular expression', 'a map or a list')
  const text = String(value.value)
  if (!text.startsWith('~')) return { equals: text }
  return { matches: one(expressionFor(longPath)).read({ ...value, value: text.slice(1) }, base) }
}

const routeFields = {
  match: { shape: one(matchText), help: 'host, host/path, /path, =/exact or ~regex', required: true },
  methods: { shape: list(one(method)), help: 'only these methods' },
  headers: { shape: headers, help: 'only requests with these header fields; ~ begins a regular expression' },
  stripPrefix: { shape: one(flag), help: 'takes the matched prefix off the path', default: false },
  upstreams: { shape: list(upstream), help: 'where it leads', required: true },
  ...policyFields,
} as const

const written = map(routeFields, 'a route, which is a map with match and upstreams')

export const routeSchema = written.schema

/** `site`: what holds for all routes that do not say otherwise. @throws MiddleboxError config_invalid */
export function readRoute(value: Located, base: string, site: RoutePolicy): RouteDefinition {
  const { match, methods, headers: conditions, upstreams, stripPrefix, ...policy } = written.read(value, base)
  const route: RouteDefinition = {
    ...site,
    ...(policy as RoutePolicy),
    match: {
      ...match,
      ...(methods !== undefined && { methods }),
      ...(conditions !== undefined && { headers: conditions }),
    },
    upstreams,
    stripPrefix,
    where: value.where,
  }
  return route
}
