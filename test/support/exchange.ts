/** Complete exchanges, tunnels and TLS failures from the few facts a test cares about; the rest is ordinary. */
import { Buffer } from 'node:buffer'
import type { BodyRecord, Exchange, StreamMessage, TlsFailure, Tunnel } from '../../src/model/exchange.ts'
import type { Fields, RequestHead, ResponseHead } from '../../src/model/message.ts'

/** When every built exchange starts: 2023-11-14T22:13:20Z, where the fake clock starts too. */
export const startedAt = 1_700_000_000_000

/** The exchange's own keys, and shortcuts for its heads and bodies. */
export type ExchangeFacts = Partial<Exchange> & {
  /** Fields of the request; Host is not added. */
  request?: Fields
  /** Fields of the response. */
  response?: Fields
  /** Bodies as sent. */
  sent?: string | Uint8Array
  received?: string | Uint8Array
}

/** A finished GET of http://example.test/ with status 200 in 100 ms, unless told otherwise. `status: null` has no response. */
export function buildExchange(facts: ExchangeFacts = {}): Exchange {
  const {
    request = ['Host', 'example.test'],
    response = ['Content-Type', 'text/plain'],
    sent,
    received,
    ...own
  } = facts
  const method = own.method ?? 'GET'
  const url = own.url ?? 'http://example.test/'
  const status = own.status === undefined ? 200 : own.status
  const requestHead = buildRequestHead({ method, target: url, fields: request })
  const responseHead = status === null ? undefined : buildResponseHead({ status, fields: response })
  const leg = { request: requestHead, ...(responseHead && { response: responseHead }) }
  return {
    id: 'x1',
    kind: 'http',
    mode: 'forward',
    startedAt,
    endedAt: startedAt + 100,
    client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' },
    upstream: { address: '192.0.2.1', port: 80, protocol: 'http/1.1', reused: false },
    outcome: 'complete',
    legs: [leg, leg],
    hops: [{ request: [], response: [] }],
    interim: [],
    requestBody: buildBody(sent),
    responseBody: buildBody(received),
    timings: { dns: 1, connect: 2, tls: null, send: 1, wait: 90, receive: 6 },
    attempts: [],
    messages: [],
    messageCount: { up: 0, down: 0 },
    rules: [],
    faults: [],
    profiles: [],
    cassette: null,
    tags: [],
    ...own,
    method,
    url,
    status,
  }
}

export function buildRequestHead(facts: Partial<RequestHead> = {}): RequestHead {
  return { method: 'GET', target: '/', version: '1.1', fields: [], ...facts }
}

export function buildResponseHead(facts: Partial<ResponseHead> = {}): ResponseHead {
  return { status: 200, reason: 'OK', version: '1.1', fields: [], ...facts }
}

/** A body kept whole. */
export function buildBody(content: string | Uint8Array = ''): BodyRecord {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return { size: bytes.length, kept: bytes.length, chunks: bytes.length === 0 ? [] : [bytes] }
}

export function buildMessage(
  facts: Partial<Omit<StreamMessage, 'data'>> & { data?: string | Uint8Array } = {},
): StreamMessage {
  const { data = '', ...own } = facts
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  return { direction: 'down', at: startedAt + 50, kind: 'text', size: bytes.length, ...own, data: bytes }
}

/** A closed tunnel to example.test:443. */
export function buildTunnel(facts: Partial<Tunnel> = {}): Tunnel {
  return {
    id: 't1',
    startedAt,
    endedAt: startedAt + 100,
    client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' },
    authority: 'example.test:443',
    upstream: { address: '192.0.2.1', port: 443, protocol: 'http/1.1', reused: false },
    reason: 'ignored',
    bytesUp: 100,
    bytesDown: 1000,
    ...facts,
  }
}

/** A client that does not trust our CA. */
export function buildTlsFailure(facts: Partial<TlsFailure> = {}): TlsFailure {
  return {
    id: 'f1',
    at: startedAt,
    leg: 'client',
    client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' },
    authority: 'example.test:443',
    serverName: 'example.test',
    failure: { code: 'client_tls', message: 'alert unknown ca', leg: 'client' },
    ...facts,
  }
}
