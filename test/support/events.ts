/** The events of an ordinary exchange, one by one, for tests that fold or show them. */
import type { ProxyEvent } from '../../src/model/event.ts'
import type { BodyRecord, Timings } from '../../src/model/exchange.ts'
import type { RequestHead, ResponseHead } from '../../src/model/message.ts'

type EventOf<T extends ProxyEvent['type']> = Extract<ProxyEvent, { type: T }>

/** When the first event of an exchange happens, in epoch ms. */
export const start = 1_700_000_000_000

export const client = { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' } as const
export const noTimings: Timings = { dns: null, connect: null, tls: null, send: null, wait: null, receive: null }
export const emptyBody: BodyRecord = { size: 0, chunks: [], kept: 0 }

export const bodyOf = (text: string): BodyRecord => {
  const bytes = new TextEncoder().encode(text)
  return { size: bytes.length, chunks: [bytes], kept: bytes.length }
}

export const requestHead = (change: Partial<RequestHead> = {}): RequestHead => ({
  method: 'GET',
  target: 'http://api.test/users',
  version: '1.1',
  fields: ['Host', 'api.test', 'Accept', '*/*'],
  ...change,
})

export const responseHead = (change: Partial<ResponseHead> = {}): ResponseHead => ({
  status: 200,
  reason: 'OK',
  version: '1.1',
  fields: ['Content-Type', 'application/json', 'Content-Length', '2'],
  ...change,
})

export const requestEvent = (id: string, change: Partial<EventOf<'request'>> = {}): EventOf<'request'> => ({
  type: 'request',
  id,
  at: start,
  kind: 'http',
  mode: 'forward',
  client,
  head: requestHead(),
  url: 'http://api.test/users',
  ...change,
})

export const upstreamEvent = (id: string, change: Partial<EventOf<'upstream'>> = {}): EventOf<'upstream'> => ({
  type: 'upstream',
  id,
  at: start + 5,
  upstream: { address: '192.0.2.1', port: 80, protocol: 'http/1.1', reused: false },
  patches: [
    { op: 'set', index: -1, name: ':target', value: '/users', before: 'http://api.test/users', cause: 'target-form' },
  ],
  dns: 1,
  connect: 2,
  tls: null,
  ...change,
})

export const responseEvent = (id: string, change: Partial<EventOf<'response'>> = {}): EventOf<'response'> => ({
  type: 'response',
  id,
  at: start + 20,
  head: responseHead(),
  patches: [],
  stream: false,
  ...change,
})

export const endEvent = (id: string, change: Partial<EventOf<'end'>> = {}): EventOf<'end'> => ({
  type: 'end',
  id,
  at: start + 30,
  outcome: 'complete',
  requestBody: emptyBody,
  responseBody: bodyOf('{}'),
  timings: { dns: 1, connect: 2, tls: null, send: 1, wait: 15, receive: 10 },
  ...change,
})

export const messageEvent = (
  id: string,
  text: string,
  change: Partial<EventOf<'message'>['message']> = {},
): EventOf<'message'> => ({
  type: 'message',
  id,
  at: start + 25,
  message: {
    direction: 'down',
    at: start + 25,
    kind: 'text',
    size: text.length,
    data: new TextEncoder().encode(text),
    ...change,
  },
})

export const attemptEvent = (id: string, failed = true): EventOf<'attempt'> => ({
  type: 'attempt',
  id,
  at: start + 6,
  attempt: {
    startedAt: start + 1,
    address: '192.0.2.9',
    port: 80,
    reused: true,
    timings: noTimings,
    ...(failed ? { failure: { code: 'upstream_reset', message: 'connection reset', leg: 'upstream' as const } } : {}),
  },
})

/** Request, upstream, response and end, each moved by `shift` ms. */
export const exchangeEvents = (id: string, shift = 0): ProxyEvent[] =>
  [requestEvent(id), upstreamEvent(id), responseEvent(id), endEvent(id)].map((event) => ({
    ...event,
    at: event.at + shift,
  }))

export const tunnelEvent = (
  type: 'tunnel-opened' | 'tunnel-closed',
  change: Partial<EventOf<'tunnel-opened'>['tunnel']> = {},
): ProxyEvent => ({
  type,
  at: start,
  tunnel: {
    id: 't1',
    startedAt: start,
    client,
    authority: 'db.test:5432',
    reason: 'server-first',
    bytesUp: 10,
    bytesDown: 2000,
    ...change,
  },
})

export const tlsErrorEvent = (change: Partial<EventOf<'tls-error'>['error']> = {}): EventOf<'tls-error'> => ({
  type: 'tls-error',
  at: start,
  error: {
    id: 'f1',
    at: start,
    leg: 'client',
    client,
    authority: 'api.test:443',
    serverName: 'api.test',
    failure: { code: 'client_tls', message: 'alert unknown_ca', leg: 'client' },
    reason: 'unknown_ca',
    ...change,
  },
})

export const warningEvent = (message: string): EventOf<'warning'> => ({
  type: 'warning',
  at: start,
  code: 'internal',
  message,
})

const healthEvent = (change: Partial<EventOf<'health'>>): EventOf<'health'> => ({
  type: 'health',
  at: start,
  route: '/',
  state: 'healthy',
  by: 'check',
  reason: 'its check succeeded',
  ...change,
})

/** Two upstreams, one of them ill, and a breaker that tries again. */
export const healthEvents: readonly EventOf<'health'>[] = [
  healthEvent({ upstream: 'http://10.0.0.1:3001' }),
  healthEvent({
    at: start + 30_000,
    upstream: 'http://10.0.0.1:3002',
    state: 'unhealthy',
    by: 'traffic',
    reason: '3 failures in a row',
  }),
  healthEvent({
    at: start + 80_000,
    route: '/pay',
    state: 'half-open',
    by: 'breaker',
    reason: 'it is time to ask again',
  }),
]
