/** What the detail's golden frames show: exchanges with something in every tab. */
import { gzipSync } from 'node:zlib'
import type { ProxyEvent } from '../../../src/model/event.ts'
import type { BodyRecord, TlsInfo } from '../../../src/model/exchange.ts'
import type { Patch } from '../../../src/model/hop.ts'
import {
  attemptEvent,
  bodyOf,
  client,
  endEvent,
  messageEvent,
  requestEvent,
  requestHead,
  responseEvent,
  responseHead,
  start,
  upstreamEvent,
} from '../../support/events.ts'

const tls: TlsInfo = { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', serverName: 'api.shop.test', alpn: 'h2' }
const peer = {
  subject: 'CN=api.shop.test\nO=Shop 日本',
  issuer: 'CN=Example Root CA\nO=Example',
  validTo: start + 9 * 86_400_000,
  fingerprint256: 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89',
}

const sent = [
  'accept',
  'application/json',
  'accept-encoding',
  'gzip, br, zstd',
  'x_trace_id',
  '9f1c',
  'te',
  'trailers',
  'cookie',
  `session=${'0123456789abcdef'.repeat(7)}; theme=dark`,
  'x-name',
  'Zoë 日本 🎉',
]

const up: readonly Patch[] = [
  { op: 'set', index: -1, name: ':version', value: '1.1', before: '2', cause: 'h1-h2' },
  { op: 'remove', index: -1, name: ':scheme', before: 'https', cause: 'h1-h2' },
  { op: 'remove', index: -1, name: ':authority', before: 'api.shop.test', cause: 'h1-h2' },
  { op: 'add', index: 0, name: 'Host', value: 'api.shop.test', cause: 'h1-h2' },
  { op: 'remove', index: 3, name: 'x_trace_id', before: '9f1c', cause: 'rule no underscores' },
  { op: 'remove', index: 3, name: 'te', before: 'trailers', cause: 'hop-by-hop' },
  { op: 'set', index: 2, name: 'accept-encoding', value: 'gzip', before: 'gzip, br, zstd', cause: 'rule only gzip' },
  { op: 'rename', index: 4, name: 'X-Name', before: 'x-name', cause: 'rule names' },
  { op: 'add', index: 5, name: 'X-Forwarded-For', value: '203.0.113.7', cause: 'option --xff' },
]

const received = [
  'Content-Type',
  'application/json',
  'Content-Encoding',
  'gzip',
  'Server',
  'nginx/1.27\x1b[2J',
  'Transfer-Encoding',
  'chunked',
]

const down: readonly Patch[] = [
  { op: 'remove', index: 2, name: 'Server', before: 'nginx/1.27', cause: 'rule anonymous' },
  { op: 'add', index: 3, name: 'Cache-Control', value: 'no-store', cause: 'rule anonymous' },
]

const items = {
  items: [
    { id: 1, title: 'Tee 日本 🎉', price: 19.9, tags: ['new', 'sale'] },
    { id: 2, title: 'Café', price: null },
  ],
  next: '/v2/items?page=3',
}

function gzipped(value: unknown): BodyRecord {
  const bytes = gzipSync(JSON.stringify(value))
  // The system that compressed it is in the tenth byte (RFC 1952 §2.3.1).
  bytes[9] = 255
  return { size: bytes.length, kept: bytes.length, chunks: [bytes], trailers: ['X-Checksum', '8f3a'] }
}

const items1: readonly ProxyEvent[] = [
  requestEvent('items', {
    client: { ...client, protocol: 'h2', tls },
    url: 'https://api.shop.test/v2/items?page=2',
    head: requestHead({
      version: '2',
      target: '/v2/items?page=2',
      scheme: 'https',
      authority: 'api.shop.test',
      fields: sent,
    }),
  }),
  {
    type: 'rule',
    id: 'items',
    at: start,
    trace: { name: 'only gzip', phase: 'request-head', actions: ['set accept-encoding: gzip in the request'] },
  },
  {
    type: 'rule',
    id: 'items',
    at: start,
    trace: {
      name: 'payments down',
      phase: 'request-head',
      actions: [],
      draw: { value: 0.8134, threshold: 0.3, key: 'GET https://api.shop.test/v2/items?page=2 #1' },
    },
  },
  attemptEvent('items'),
  upstreamEvent('items', {
    at: start + 40,
    patches: up,
    dns: 4,
    connect: 11,
    tls: 18,
    upstream: {
      address: '192.0.2.1',
      port: 443,
      protocol: 'http/1.1',
      reused: false,
      tls: { ...tls, alpn: 'http/1.1', peer },
    },
  }),
  { type: 'interim', id: 'items', at: start + 50, head: responseHead({ status: 103, reason: 'Early Hints' }) },
  responseEvent('items', { at: start + 120, head: responseHead({ fields: received }), patches: down }),
  {
    type: 'fault',
    id: 'items',
    at: start + 121,
    fault: { name: 'latency', attributes: { latency: 80, jitter: 0 }, applied: true },
  },
  { type: 'mark', id: 'items', at: start + 122, tags: ['slow'], comment: 'the second page is always slow' },
  endEvent('items', {
    at: start + 260,
    responseBody: gzipped(items),
    timings: { dns: 4, connect: 11, tls: 18, send: 1, wait: 86, receive: 60 },
  }),
]

const items2: readonly ProxyEvent[] = [
  requestEvent('again', {
    at: start + 1000,
    url: 'https://api.shop.test/v2/items?page=2',
    head: requestHead({
      target: 'https://api.shop.test/v2/items?page=2',
      fields: ['Host', 'api.shop.test', 'accept', 'text/html', ...sent.slice(2)],
    }),
  }),
  upstreamEvent('again', { at: start + 1001, patches: [] }),
  responseEvent('again', {
    at: start + 1100,
    head: responseHead({ status: 206, reason: 'Partial Content', fields: received.slice(0, 4) }),
  }),
  endEvent('again', {
    at: start + 1110,
    responseBody: gzipped({ ...items, items: items.items.slice(0, 1), total: 1 }),
    timings: { dns: null, connect: null, tls: null, send: 1, wait: 98, receive: 11 },
  }),
]

const live: readonly ProxyEvent[] = [
  requestEvent('live', { at: start + 1400, kind: 'websocket', url: 'wss://api.shop.test/live' }),
  upstreamEvent('live', { at: start + 1402 }),
  responseEvent('live', {
    at: start + 1403,
    head: responseHead({ status: 101, reason: 'Switching Protocols', fields: [] }),
  }),
  messageEvent('live', '{"subscribe":["prices","stock"]}', { at: start + 1410, direction: 'up' }),
  ...Array.from({ length: 60 }, (_item, i) =>
    messageEvent('live', `{"n":${i},"sku":"Tee 日本 🎉","price":19.9}`, {
      at: start + 1420 + i * 7,
      ...(i === 40 && { change: 'edited' as const }),
    }),
  ),
  messageEvent('live', '', { at: start + 1900, kind: 'ping' }),
]

const form: readonly ProxyEvent[] = [
  requestEvent('form', {
    at: start + 1500,
    url: 'http://api.shop.test/login',
    head: requestHead({
      method: 'POST',
      target: 'http://api.shop.test/login',
      fields: ['Host', 'api.shop.test', 'Content-Type', 'application/x-www-form-urlencoded'],
    }),
  }),
  endEvent('form', {
    at: start + 1520,
    outcome: 'upstream_error',
    requestBody: bodyOf('user=Zo%C3%AB&password=secret'),
    error: { code: 'connect_refused', message: 'api.shop.test:80 refused the connection', leg: 'upstream' },
  }),
]

export const detailTraffic: readonly ProxyEvent[] = [...items1, ...items2, ...live, ...form]
