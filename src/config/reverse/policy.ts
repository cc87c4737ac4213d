/** What a route, or a whole site, can be told to do to its traffic: keys, values, defaults and help in one table. */
import type { HealthOptions } from '../../model/route.ts'
import { complaint } from '../complaint.ts'
import { choice, count, duration, flag } from '../kinds.ts'
import { network } from '../network-kinds.ts'
import {
  askedPath,
  cookieName,
  fieldName,
  freeField,
  hostField,
  keyName,
  serviceName,
  share,
  someTime,
  statusRange,
} from './kinds.ts'
import { list, map, mapped, one, orSwitch, shortOr } from './shape.ts'

const balances = ['round_robin', 'least_conn', 'ip_hash', 'random'] as const
const time = one(someTime)
const pause = one(duration())
const whole = (from: number, to = 1_000_000) => one(count(from, to))

const written = map(
  {
    type: { shape: one(choice(['http', 'tcp', 'grpc'])), help: 'how an upstream is asked', default: 'http' },
    path: {
      shape: one(askedPath),
      help: 'the path asked for, with type http and the Host that requests get; / if not given',
    },
    status: { shape: one(statusRange), help: 'statuses that count as well, with type http; 200-399 if not given' },
    service: { shape: one(serviceName), help: 'gRPC: the service asked about' },
    interval: { shape: time, help: 'time between two checks', default: 10_000 },
    timeout: { shape: time, help: 'how long an answer may take; 2s if not given, and never past the interval' },
    rise: { shape: whole(1, 100), help: 'good checks in a row that make an upstream healthy', default: 2 },
    fall: { shape: whole(1, 100), help: 'bad checks in a row that make it unhealthy', default: 3 },
    jitter: { shape: one(share), help: 'share of the interval by which a check is early or late', default: 0.1 },
  },
  'a health check such as { path: /healthz, interval: 2s }',
)

/** What only checks of one type look at. */
const ofType = { path: 'http', status: 'http', service: 'grpc' } as const

const health = mapped(written, (said, where): HealthOptions => {
  for (const [key, type] of Object.entries(ofType) as [keyof typeof ofType, string][])
    if (said[key] !== undefined && said.type !== type) {
      const found = `type ${said.type} with ${key}, which it does not look at`
      throw complaint(
        where,
        `type ${type}, or a check without ${key}`,
        found,
        `Leave ${key} out, or write type: ${type}.`,
      )
    }
  const { path = '/', status = [200, 399], service = '', timeout = Math.min(2_000, said.interval) } = said
  return { ...said, path, status, service, timeout }
})

const retry = map(
  {
    attempts: { shape: whole(1, 10), help: 'tries in all', default: 3 },
    statuses: { shape: list(one(count(400, 599))), help: 'answers that are tried again for safe methods', default: [] },
    backoff: { shape: pause, help: 'longest pause before the first retry; doubled for each more', default: 25 },
    maxBackoff: { shape: pause, help: 'longest pause before any', default: 1_000 },
    budget: { shape: one(share), help: 'retries as a share of the requests', default: 0.2 },
    maxBody: { shape: whole(0, 16_777_216), help: 'bytes of a request body kept for another try', default: 65_536 },
  },
  'retries such as { attempts: 3, backoff: 50ms }',
)

const breaker = map(
  {
    errorRate: { shape: one(share), help: 'share of failures that opens it', default: 0.5 },
    minimum: { shape: whole(1), help: 'requests in the window before the share counts', default: 20 },
    window: { shape: time, help: 'time over which the share is counted', default: 10_000 },
    consecutive: { shape: whole(1), help: 'failures in a row that open it', default: 5 },
    open: { shape: time, help: 'time it stays open before it lets probes through', default: 10_000 },
    probes: { shape: whole(1, 100), help: 'probes that must succeed to close it', default: 1 },
  },
  'a circuit breaker such as { consecutive: 5, open: 10s }',
)

const forwarded = map(
  {
    how: {
      shape: one(choice(['append', 'replace', 'remove'])),
      help: 'what happens to the fields of clients',
      default: 'append',
    },
    style: {
      shape: one(choice(['x-forwarded', 'forwarded', 'both'])),
      help: 'which fields are written',
      default: 'x-forwarded',
    },
    trust: {
      shape: list(one(network)),
      help: 'networks whose fields are believed; loopback and private ones if not given',
    },
  },
  'how, style and trust, or append, replace or remove',
)

const forwardedShort = mapped(one(choice(['append', 'replace', 'remove'])), (how) => ({
  how,
  style: 'x-forwarded' as const,
}))

const names = list(one(fieldName))
const lists = map(
  {
    deny: { shape: names, help: 'fields that go, also of those allowed' },
    allow: { shape: names, help: 'the only fields that stay' },
  },
  'deny or allow with names of header fields',
)

const host = mapped(one(hostField), (value) => (value === 'keep' || value === 'rewrite' ? value : { name: value }))

const balance = shortOr(
  mapped(one(choice(balances)), (by) => ({ by })),
  map(
    {
      hash: {
        shape: one(choice(['header', 'cookie'])),
        help: 'consistent hashing on a header or a cookie',
        required: true,
      },
      name: { shape: one(keyName), help: 'the name of that header or cookie', required: true },
    },
    'a way to choose',
  ),
)

export const policyFields = {
  host: {
    shape: host,
    help: 'the Host upstreams see: keep, rewrite (theirs), or a name; kept for local upstreams if not given',
  },
  locations: { shape: one(flag), help: 'Location, Refresh and cookies of answers name the site again' },
  cookies: {
    shape: map(
      { secure: { shape: one(choice(['keep', 'add', 'remove'])), help: 'the Secure attribute', default: 'keep' } },
      'secure: add or remove',
    ),
    help: 'changes of Set-Cookie',
  },
  balance: {
    shape: mapped(balance, (found) =>
      'by' in found ? found : { by: 'hash' as const, on: found.hash, name: found.name },
    ),
    help: 'how one of several upstreams is chosen',
  },
  sticky: {
    shape: map(
      {
        cookie: { shape: one(cookieName), help: 'its name', default: 'mbx_upstream' },
        ttl: { shape: time, help: 'how long it lasts' },
      },
      'a cookie such as { cookie: upstream, ttl: 1h }',
    ),
    help: 'a cookie that keeps a client at one upstream',
  },
  slowStart: { shape: pause, help: 'time in which an upstream that came back gets its full share' },
  queue: {
    shape: map(
      {
        size: { shape: whole(1), help: 'requests that may wait', default: 100 },
        timeout: { shape: time, help: 'how long', default: 5_000 },
      },
      'a queue such as { size: 100, timeout: 5s }',
    ),
    help: 'requests wait when every upstream has maxConnections',
  },
  health: { shape: health, help: 'active health checks' },
  eject: {
    shape: orSwitch(
      map(
        {
          failures: { shape: whole(1), help: 'failures in a row', default: 3 },
          for: { shape: time, help: 'time without requests', default: 10_000 },
        },
        'failures and for',
      ),
      { failures: 3, for: 10_000 },
    ),
    help: 'an upstream that fails gets no requests for a while; on with several upstreams',
  },
  timeouts: {
    shape: map(
      {
        connect: { shape: time, help: 'for the connection' },
        response: { shape: time, help: 'for the head of the answer' },
        idle: { shape: time, help: 'for silence inside the body' },
      },
      'timeouts such as { connect: 1s, response: 10s }',
    ),
    help: 'how long an upstream is waited for',
  },
  retry: {
    shape: orSwitch(retry, { attempts: 3, statuses: [], backoff: 25, maxBackoff: 1_000, budget: 0.2, maxBody: 65_536 }),
    help: 'tries again what failed without harm; on with several upstreams',
  },
  breaker: { shape: breaker, help: 'answers 503 at once while upstreams fail' },
  hedge: {
    shape: map(
      {
        after: { shape: time, help: 'how long the first is waited for', required: true },
        max: { shape: whole(1, 3), help: 'upstreams asked besides it', default: 1 },
      },
      'hedging such as { after: 200ms }',
    ),
    help: 'asks another upstream the same when one is slow; GET, HEAD and OPTIONS only',
  },
  bulkhead: {
    shape: map(
      { concurrent: { shape: whole(1), help: 'requests at once', required: true } },
      'a bulkhead such as { concurrent: 50 }',
    ),
    help: 'the most requests the route works on',
  },
  forwarded: { shape: shortOr(forwardedShort, forwarded), help: 'X-Forwarded-* and Forwarded' },
  requestId: {
    shape: shortOr(
      mapped(one(freeField), (header) => ({ header })),
      map({ header: { shape: one(freeField), help: 'its name', default: 'X-Request-ID' } }, 'a header'),
    ),
    help: 'an id for each request, in this header',
  },
  security: {
    shape: one(flag),
    help: 'security headers, where the upstream sends none; Strict-Transport-Security not for localhost',
  },
  anonymous: { shape: one(flag), help: 'takes Server, X-Powered-By and their like out of answers' },
  requestHeaders: { shape: lists, help: 'header fields that may reach upstreams' },
  responseHeaders: { shape: lists, help: 'header fields that may reach clients' },
} as const
