/** The `reverse:` section: one site, or a list of them, each with where it listens, its certificates and its routes. */
import type { RouteDefinition, RoutePolicy, SiteDefinition, SiteTls } from '../../model/route.ts'
import { complaint } from '../complaint.ts'
import { file, flag, port } from '../kinds.ts'
import type { JsonSchema } from '../kind.ts'
import { type Located, showFound } from '../located.ts'
import { host } from '../network-kinds.ts'
import { policyFields } from './policy.ts'
import { readRoute, routeSchema } from './route.ts'
import { type Shape, list, map, mapped, one } from './shape.ts'

type Placed = { path: string; where: string }

/** Whether a file is what it should be is seen when it is read; the place is for then. */
const pem: Shape<Placed> = mapped(one(file), (path, where) => ({ path, where }))

const certificate = map(
  {
    host: { shape: one(host), help: 'the name it is for; any if not given' },
    cert: { shape: pem, help: 'PEM file of the certificate and its chain', required: true },
    key: { shape: pem, help: 'PEM file of its key, when it is not in the same file' },
  },
  'a certificate such as { cert: site.pem, key: site.key }',
)

const written = map(
  {
    certificates: { shape: list(certificate), help: 'served instead of minted ones', default: [] },
    clientCa: { shape: list(pem), help: 'PEM files of CAs; clients must show a certificate of one of them' },
    redirect: { shape: one(flag), help: 'sends plain requests to https', default: false },
  },
  'certificates, clientCa or redirect',
)

const tls = mapped(written, ({ certificates, clientCa, redirect }): SiteTls => {
  const files = [...certificates.flatMap(({ cert, key }) => (key ? [cert, key] : [cert])), ...(clientCa ?? [])]
  return {
    certificates: certificates.map(({ host: name, cert, key }) => ({
      ...(name !== undefined && { host: name }),
      cert: cert.path,
      ...(key && { key: key.path }),
    })),
    ...(clientCa && { clientCa: clientCa.map(({ path }) => path) }),
    redirect,
    places: Object.fromEntries(files.map(({ path, where }) => [path, where])),
  }
})

/** A place to be read later: routes need to know their site. */
const located: Shape<Located> = { schema: {}, read: (value) => value }

const fields = {
  listenPort: { shape: one(port), help: 'port to listen on; 0 = any free port' },
  listenHost: { shape: one(host), help: 'address to listen on' },
  tls: { shape: tls, help: 'certificates, and what plain requests get' },
  routes: { shape: located, help: 'what leads where', required: true },
  ...policyFields,
} as const

const site = map(fields, 'a site, which is a map with routes')

/** What a section says of a site; where it listens may be left to options. */
export type WrittenSite = Omit<SiteDefinition, 'host' | 'port'> & { host?: string; port?: number }

/** @throws MiddleboxError config_invalid */
export function readSites(value: Located, base: string): readonly WrittenSite[] {
  const items = value.kind === 'list' ? value.items : [value]
  if (items.length === 0) throw complaint(value.where, 'at least one site', 'an empty list')
  return items.map((item) => readSite(item, base))
}

function readSite(value: Located, base: string): WrittenSite {
  const { listenPort, listenHost, tls: given, routes, ...policy } = site.read(value, base)
  return {
    ...(listenHost !== undefined && { host: listenHost }),
    ...(listenPort !== undefined && { port: listenPort }),
    tls: given ?? { certificates: [] },
    routes: readRoutes(routes, base, policy as RoutePolicy),
    where: value.where,
  }
}

function readRoutes(value: Located, base: string, policy: RoutePolicy): RouteDefinition[] {
  if (value.kind !== 'list' || value.items.length === 0)
    throw complaint(value.where, 'a list of routes', value.kind === 'list' ? 'an empty one' : showFound(value))
  return value.items.map((item) => readRoute(item, base, policy))
}

export function sitesSchema(): JsonSchema {
  const { properties, ...rest } = site.schema as { properties: Record<string, JsonSchema> }
  const one: JsonSchema = {
    ...rest,
    properties: { ...properties, routes: { ...properties['routes'], type: 'array', minItems: 1, items: routeSchema } },
  }
  return {
    description: 'The reverse proxy: one site, or a list of sites with a listener each.',
    anyOf: [one, { type: 'array', minItems: 1, items: one }],
  }
}
