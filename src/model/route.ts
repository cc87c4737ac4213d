/** The reverse proxy as data: sites (a listener and its routes), what a route matches, where it leads, and what is done on the way. */

export type PathMatch = { kind: 'prefix' | 'exact' | 'regex'; path: string }

/** A field the request must have: with any value, with this one, or with one that this regular expression finds. */
export type HeaderMatch = { name: string; equals?: string; matches?: string }

export type RouteMatch = {
  /** Host and path as they were written. */
  text: string
  /** Lower case; `*.api.test` is every name below; absent = any. */
  host?: string
  path: PathMatch
  methods?: readonly string[]
  headers?: readonly HeaderMatch[]
}

export type UpstreamDefinition = {
  /** The URL as it is shown: `http://localhost:3000`. */
  url: string
  scheme: 'http' | 'https'
  host: string
  port: number
  protocol: 'auto' | 'h2'
  /** Takes the place of what the route matched; absent = the path stays as it is. */
  path?: string
  weight: number
  /** Requests at once; absent = no limit. */
  maxConnections?: number
  /** Where it was written, where that is more than its route says. */
  where?: string
}

export type Balance =
  { by: 'round_robin' | 'least_conn' | 'ip_hash' | 'random' } | { by: 'hash'; on: 'header' | 'cookie'; name: string }

export type StickyCookie = { cookie: string; ttl?: number }

/** Requests that wait when every upstream has as many as it takes. */
export type QueueOptions = { size: number; timeout: number }

export type HealthOptions = {
  type: 'http' | 'tcp' | 'grpc'
  path: string
  /** Statuses that count as well, lowest and highest. */
  status: readonly [number, number]
  /** gRPC: the service asked about; '' = the server. */
  service: string
  interval: number
  timeout: number
  /** Checks in a row that make an upstream healthy, or unhealthy. */
  rise: number
  fall: number
  /** Share of the interval by which each check is early or late. */
  jitter: number
}

/** Passive health: what real requests say of an upstream. */
export type EjectOptions = { failures: number; for: number }

/** ms; absent = no limit of the route's own. */
export type TimeoutOptions = { connect?: number; response?: number; idle?: number }

export type RetryOptions = {
  /** Tries in all. */
  attempts: number
  /** Answers with one of these count as failed, for methods that may be repeated. */
  statuses: readonly number[]
  backoff: number
  maxBackoff: number
  /** Retries at most, as a share of the requests of the last ten seconds. */
  budget: number
  /** Bytes of a request body kept for another try. */
  maxBody: number
}

export type BreakerOptions = {
  /** Share of failures that opens it, once there were `minimum` requests in `window` ms. */
  errorRate: number
  minimum: number
  window: number
  /** Failures in a row that open it. */
  consecutive: number
  /** ms it stays open before it lets probes through. */
  open: number
  /** Probes that must succeed to close it. */
  probes: number
}

export type HedgeOptions = { after: number; max: number }

export type BulkheadOptions = { concurrent: number }

export type ForwardedOptions = {
  /** What happens to the fields a client sent: ours added to them, put in their place, or all removed. */
  how: 'append' | 'replace' | 'remove'
  /** Which fields are written. */
  style: 'x-forwarded' | 'forwarded' | 'both'
  /** Networks whose fields are believed; others' are replaced. Absent = loopback and private networks. */
  trust?: readonly string[]
}

export type CookieOptions = { secure: 'keep' | 'add' | 'remove' }

export type HeaderLists = {
  /** Names that go, also of those allowed. */
  deny?: readonly string[]
  /** The only names that stay, besides those a message cannot be without. */
  allow?: readonly string[]
}

/** What is done to a route's traffic; all of it off unless it is there. A site may say it for all of its routes. */
export type RoutePolicy = {
  /** The Host the upstream sees: the client's, its own, or this one. Absent = kept for loopback and private upstreams. */
  host?: 'keep' | 'rewrite' | { name: string }
  /** Location, Refresh and cookies of answers speak of the site again. Absent = where Host or path were changed. */
  locations?: boolean
  cookies?: CookieOptions
  balance?: Balance
  sticky?: StickyCookie
  slowStart?: number
  queue?: QueueOptions
  health?: HealthOptions
  eject?: EjectOptions | false
  timeouts?: TimeoutOptions
  retry?: RetryOptions | false
  breaker?: BreakerOptions
  hedge?: HedgeOptions
  bulkhead?: BulkheadOptions
  forwarded?: ForwardedOptions
  requestId?: { header: string }
  security?: boolean
  /** Server, X-Powered-By and their like are taken out of answers. */
  anonymous?: boolean
  requestHeaders?: HeaderLists
  responseHeaders?: HeaderLists
}

export type RouteDefinition = RoutePolicy & {
  match: RouteMatch
  upstreams: readonly UpstreamDefinition[]
  /** The matched prefix is taken off the path. */
  stripPrefix: boolean
  /** Where it was written, for complaints: `middlebox.yml:3:7` or the argument. */
  where: string
}

export type SiteTls = {
  /** Served instead of minted ones; `host` absent = for any name. */
  certificates: readonly { host?: string; cert: string; key?: string }[]
  /** Clients must show a certificate of one of these CAs (PEM files). */
  clientCa?: readonly string[]
  /** Plain requests are sent to https with 308. */
  redirect?: boolean
  /** Where each of these files was named, by path, for complaints: `middlebox.yml:3:7` or the option. */
  places?: Readonly<Record<string, string>>
}

/** What health is told of: an upstream of a route, or without one the route's circuit breaker. */
export type HealthSubject = {
  /** host:port of the route's listener; absent when there is one reverse listener only. */
  listener?: string
  route: string
  upstream?: string
  /** Its route has health checks. */
  checked: boolean
}

/** A listener and what it leads to. */
export type SiteDefinition = {
  host: string
  port: number
  routes: readonly RouteDefinition[]
  tls: SiteTls
  where: string
}
