/** The scenes that the docs show: what passed, as events, and the keys that lead there. */
import type { ProxyEvent } from '../../src/model/event.ts'
import {
  bodyOf,
  endEvent,
  messageEvent,
  requestEvent,
  requestHead,
  responseEvent,
  responseHead,
  start,
  tlsErrorEvent,
  upstreamEvent,
} from '../../test/support/events.ts'

export type Scene = {
  name: string
  columns: number
  rows: number
  events: readonly ProxyEvent[]
  /** Pressed one after the other. */
  keys: readonly string[]
}

type Facts = { method?: string; path: string; status?: number; body?: string; sent?: string; at: number; took?: number }

const json = ['Content-Type', 'application/json']
const origin = 'http://api.shop.test'

const client = ['Host', 'api.shop.test', 'User-Agent', 'node', 'Accept', '*/*', 'Proxy-Connection', 'keep-alive']

function exchange(id: string, { method = 'GET', path, status = 200, body = '{}', sent, at, took = 14 }: Facts) {
  const begin = start + at
  const fields = sent === undefined ? client : [...client, ...json]
  return [
    requestEvent(id, {
      at: begin,
      url: origin + path,
      head: requestHead({ method, target: origin + path, fields }),
    }),
    upstreamEvent(id, {
      at: begin + 2,
      patches: [
        { op: 'set', index: -1, name: ':target', value: path, before: origin + path, cause: 'target-form' },
        { op: 'set', index: 1, name: 'User-Agent', value: 'shop/2', before: 'node', cause: 'rule as the app' },
        { op: 'remove', index: 3, name: 'Proxy-Connection', before: 'keep-alive', cause: 'hop-by-hop' },
      ],
    }),
    responseEvent(id, {
      at: begin + took - 1,
      head: responseHead({ status, reason: status === 200 ? 'OK' : 'Service Unavailable', fields: json }),
    }),
    endEvent(id, {
      at: begin + took,
      responseBody: bodyOf(body),
      ...(sent !== undefined && { requestBody: bodyOf(sent) }),
    }),
  ] as const satisfies readonly ProxyEvent[]
}

const order = (amount: number) => `{"item":"tea","amount":${amount}}`
const answer = (id: number, amount: number) => `{"order":${id},"amount":${amount},"state":"new"}`

const cart = exchange('cart', { path: '/cart', body: '{"items":[{"sku":"tea","count":2}]}', at: 0 })
const order1 = exchange('one', {
  method: 'POST',
  path: '/orders',
  sent: order(10),
  body: answer(1, 10),
  at: 900,
  took: 31,
})
const again = exchange('two', {
  method: 'POST',
  path: '/orders',
  sent: order(99),
  body: answer(2, 99),
  at: 2100,
  took: 28,
})

const replayed: readonly ProxyEvent[] = [...cart, ...order1, { ...again[0], replayOf: 'one' }, ...again.slice(1)]

const injected: readonly ProxyEvent[] = [
  exchange('down', { method: 'POST', path: '/orders', sent: order(10), at: 4000 })[0],
  {
    type: 'fault',
    id: 'down',
    at: start + 4001,
    fault: { name: 'abort', attributes: { status: 503 }, applied: true },
  },
  responseEvent('down', {
    at: start + 4003,
    head: responseHead({ status: 503, reason: 'Service Unavailable', fields: ['Content-Type', 'text/plain'] }),
  }),
  endEvent('down', { at: start + 4004, outcome: 'fault', responseBody: bodyOf('busy') }),
]

const live: readonly ProxyEvent[] = [
  requestEvent('live', { at: start + 4400, kind: 'websocket', url: 'ws://api.shop.test/live' }),
  upstreamEvent('live', { at: start + 4402 }),
  responseEvent('live', { at: start + 4403, head: responseHead({ status: 101, fields: [] }) }),
  messageEvent('live', '{"subscribe":"prices"}', { at: start + 4410, direction: 'up' }),
  messageEvent('live', '{"tea":4.5}', { at: start + 4420 }),
  messageEvent('live', '{"tea":4.6}', { at: start + 4520 }),
]

const held: readonly ProxyEvent[] = [
  exchange('held', { method: 'POST', path: '/orders', sent: order(10), at: 5200 })[0],
  {
    type: 'paused',
    id: 'held',
    at: start + 5201,
    pause: { id: 'p1', at: 'request', since: start + 5201, then: 'resume', rule: 'intercept' },
  },
]

const refused: ProxyEvent = {
  ...tlsErrorEvent({
    at: start + 4800,
    authority: 'api.shop.test:443',
    serverName: 'api.shop.test',
    failure: { code: 'client_tls', message: 'client does not trust the CA', leg: 'client' },
  }),
  at: start + 4800,
}

const all: readonly ProxyEvent[] = [...replayed, ...injected, ...live, refused, ...held]

export const scenes: readonly Scene[] = [
  { name: 'first-run', columns: 100, rows: 18, events: [], keys: [] },
  { name: 'list', columns: 100, rows: 13, events: all, keys: [] },
  { name: 'detail', columns: 100, rows: 24, events: all, keys: ['g', 'j', 'enter'] },
  { name: 'diff', columns: 100, rows: 24, events: all, keys: ['g', 'j', 'enter', '3'] },
  { name: 'compare', columns: 100, rows: 24, events: all, keys: ['g', 'j', 't', 'j', 't'] },
  {
    name: 'fault',
    columns: 100,
    rows: 24,
    events: all,
    keys: ['g', 'j', '!', ...Array.from({ length: 11 }, () => 'j')],
  },
]
