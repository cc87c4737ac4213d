/** The traffic of the golden frames: one of each kind of row, as events. */
import type { ProxyEvent } from '../../../src/model/event.ts'
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
  tunnelEvent,
  upstreamEvent,
} from '../../support/events.ts'

type Facts = { method?: string; url: string; status?: number; type?: string; body?: string; took?: number; at?: number }

function exchange(
  id: string,
  { method = 'GET', url, status = 200, type = 'application/json', body = '{}', took = 14, at = 0 }: Facts,
): ProxyEvent[] {
  const begin = start + at
  const parsed = new URL(url)
  const head = requestHead({
    method,
    target: url,
    fields: ['Host', parsed.host, 'Accept', '*/*', 'User-Agent', 'curl/8.9.1'],
  })
  return [
    { ...requestEvent(id), at: begin, url, head },
    { ...upstreamEvent(id), at: begin + 2 },
    {
      ...responseEvent(id),
      at: begin + took - 1,
      head: responseHead({ status, reason: status === 200 ? 'OK' : '', fields: ['Content-Type', type] }),
    },
    { ...endEvent(id), at: begin + took, responseBody: bodyOf(body) },
  ]
}

/** In the order of the list. */
export const traffic: readonly ProxyEvent[] = [
  ...exchange('a', { url: 'http://api.shop.test/v2/cart', body: '{"items":[{"sku":"A1","count":2}],"total":19.9}' }),
  ...exchange('b', {
    method: 'POST',
    url: 'http://api.shop.test/v2/checkout',
    status: 503,
    type: 'text/plain',
    body: 'busy',
    took: 812,
    at: 40,
  }).slice(0, 3),
  { type: 'fault', id: 'b', at: start + 50, fault: { name: 'latency', attributes: { latency: 800 }, applied: true } },
  { type: 'fault', id: 'b', at: start + 60, fault: { name: 'abort', attributes: { status: 503 }, applied: true } },
  { ...endEvent('b'), at: start + 852, outcome: 'fault', responseBody: bodyOf('busy') },
  ...exchange('c', {
    url: 'http://api.shop.test/v2/items?page=2&filter=a-rather-long-one-that-has-to-be-cut-somewhere-in-the-middle',
    body: 'x'.repeat(18_400),
    took: 31,
    at: 1000,
  }),
  ...exchange('d', {
    method: 'PATCH',
    url: 'http://api.shop.test/v2/profile',
    status: 403,
    type: 'text/html; charset=utf-8',
    took: 3,
    at: 1100,
  }),
  ...exchange('e', { url: 'http://bücher.test/目录/カタログ.html', type: 'text/html', at: 1200 }),
  ...exchange('f', { url: 'http://api.shop.test/old', status: 301, type: 'text/plain', body: '', at: 1300 }),
  requestEvent('ws', { at: start + 1400, kind: 'websocket', url: 'ws://api.shop.test/live' }),
  { ...upstreamEvent('ws'), at: start + 1402 },
  { ...responseEvent('ws', { head: responseHead({ status: 101, fields: [] }) }), at: start + 1403 },
  messageEvent('ws', '{"price":1}'),
  messageEvent('ws', '{"price":2}'),
  requestEvent('gone', { at: start + 1500, url: 'http://nowhere.test/' }),
  endEvent('gone', {
    at: start + 1520,
    outcome: 'upstream_error',
    error: { code: 'dns_failed', message: 'no such host', leg: 'upstream' },
  }),
  tunnelEvent('tunnel-opened'),
  tlsErrorEvent(),
  requestEvent('slow', { at: start + 1800, url: 'http://api.shop.test/v2/slow' }),
]
