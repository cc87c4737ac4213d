/** What happened as the lines of `--json` (PRODUCT.md §3). Keys stand in the order of the contract. */
import type { Exchange, StreamMessage, TlsFailure, Tunnel } from '../model/exchange.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import type { Counters, Metrics, Warning } from '../store/index.ts'
import { percentiles } from '../store/index.ts'
import type {
  ExchangeLine,
  ListeningLine,
  OpenLine,
  SummaryLine,
  TlsErrorLine,
  TunnelLine,
  WarningLine,
  WebSocketLine,
} from './line-schema.ts'
import { toClient, toError, toHops, toInstant, toMilliseconds, toTimings, toUpstream } from './line-pieces.ts'
import { explainTlsFailure } from './tls-error.ts'
import { unparsedOf } from './unparsed.ts'

/** What a face is told about the listener. */
export type Listening = {
  mode: 'forward' | 'reverse'
  /** Of a reverse listener: its place among the sites. */
  site?: number
  url: string
  port: number
  ca: string
  seed: string
  pid: number
  /** URL of Toxiproxy's API, where it was asked for. */
  toxiproxyApi?: string
  /** The control API, where it was asked for. */
  api?: { url: string; tokenFile: string }
}

export function listeningLine({ mode, url, port, ca, seed, pid, toxiproxyApi, api }: Listening): ListeningLine {
  return {
    type: 'listening',
    v: 1,
    mode,
    url,
    port,
    ca,
    seed,
    pid,
    ...(toxiproxyApi !== undefined && { toxiproxyApi }),
    ...(api !== undefined && { api }),
  }
}

/** The line of a finished exchange; a WebSocket's too, whose messages have a line of their own. */
export function exchangeLine(exchange: Exchange): ExchangeLine {
  const { parent, upstream, route, error } = exchange
  const unparsed = unparsedOf(exchange)
  return {
    type: 'exchange',
    v: 1,
    id: exchange.id,
    ...(parent !== undefined && { parent }),
    kind: exchange.kind === 'connect' ? 'connect' : 'http',
    startedAt: toInstant(exchange.startedAt),
    durationMs: durationOf(exchange),
    client: toClient(exchange.client),
    ...(upstream && { upstream: toUpstream(upstream) }),
    mode: exchange.mode,
    ...(route !== undefined && { route }),
    method: exchange.method,
    url: asUtf8(exchange.url),
    status: exchange.status,
    outcome: exchange.outcome ?? 'complete',
    ...(error && { error: toError(error) }),
    ...(unparsed !== undefined && { unparsed }),
    requestBytes: exchange.requestBody.size,
    responseBytes: exchange.responseBody.size,
    timings: toTimings(exchange.timings),
    rules: exchange.rules,
    faults: exchange.faults,
    profiles: exchange.profiles,
    cassette: exchange.cassette,
    hops: toHops(exchange),
  }
}

/** A stream or WebSocket at its response head, since its end may never come. */
export function openLine(exchange: Exchange): OpenLine {
  const { id, parent, upstream, mode, route, method, url, status } = exchange
  return {
    type: 'open',
    v: 1,
    id,
    ...(parent !== undefined && { parent }),
    kind: exchange.kind === 'websocket' ? 'websocket' : 'stream',
    startedAt: toInstant(exchange.startedAt),
    client: toClient(exchange.client),
    ...(upstream && { upstream: toUpstream(upstream) }),
    mode,
    ...(route !== undefined && { route }),
    method,
    url: asUtf8(url),
    status,
  }
}

/** Whether the switch to WebSocket happened: 101 over HTTP/1, 200 over h2 (RFC 8441 §5); anything else is an ordinary answer. */
export function isOpenWebSocket({ kind, status }: Exchange): boolean {
  return kind === 'websocket' && (status === 101 || status === 200)
}

export function websocketLine(exchange: Exchange): WebSocketLine {
  const { id, parent, url, messageCount } = exchange
  const close = exchange.messages.findLast((message) => message.kind === 'close')
  return {
    type: 'websocket',
    v: 1,
    id,
    ...(parent !== undefined && { parent }),
    url: asUtf8(url),
    startedAt: toInstant(exchange.startedAt),
    durationMs: durationOf(exchange),
    messages: { up: messageCount.up, down: messageCount.down },
    ...(close && { close: closeOf(close) }),
  }
}

/** A close frame's payload is a code of two bytes and a reason in UTF-8, or nothing (RFC 6455 §5.5.1). */
function closeOf({ direction, data }: StreamMessage): NonNullable<WebSocketLine['close']> {
  return {
    from: direction === 'up' ? 'client' : 'upstream',
    code: data.byteLength < 2 ? null : data[0]! * 256 + data[1]!,
    reason: new TextDecoder().decode(data.subarray(2)),
  }
}

export function tunnelLine(tunnel: Tunnel, state: TunnelLine['state']): TunnelLine {
  const { id, parent, startedAt, endedAt, upstream, authority, reason, proxy, bytesUp, bytesDown, faults, error } =
    tunnel
  return {
    type: 'tunnel',
    v: 1,
    id,
    ...(parent !== undefined && { parent }),
    state,
    startedAt: toInstant(startedAt),
    durationMs: endedAt === undefined ? null : toMilliseconds(endedAt - startedAt),
    client: toClient(tunnel.client),
    ...(upstream && { upstream: toUpstream(upstream) }),
    authority,
    reason,
    ...(proxy !== undefined && { proxy }),
    bytesUp,
    bytesDown,
    ...(faults !== undefined && { faults }),
    ...(error && { error: toError(error) }),
  }
}

/** `trust` tells how a client that does not trust the CA can be made to. */
export function tlsErrorLine(failure: TlsFailure, trust: string): TlsErrorLine {
  const { id, at, leg, authority, serverName, certificate } = failure
  const { message, probable, hint, alert } = explainTlsFailure(failure, trust)
  const reason = failure.reason ?? alert
  return {
    type: 'tls-error',
    v: 1,
    id,
    at: toInstant(at),
    leg,
    client: toClient(failure.client),
    authority,
    ...(serverName !== undefined && { serverName }),
    ...(certificate !== undefined && { certificate: certificate.file }),
    error: { code: failure.failure.code, message, leg: failure.failure.leg },
    ...(reason !== undefined && { reason }),
    probable,
    ...(hint !== undefined && { hint }),
  }
}

export function warningLine({ at, code, message, exchange }: Warning): WarningLine {
  return { type: 'warning', v: 1, at: toInstant(at), code, message, ...(exchange !== undefined && { exchange }) }
}

/** The session as a whole: what a summary is made from. */
export type Totals = {
  startedAt: number
  endedAt: number
  counters: Readonly<Counters>
  metrics: Metrics
  lost: { lines: number; exchanges: number }
}

export function summaryLine({ startedAt, endedAt, counters, metrics, lost }: Totals): SummaryLine {
  const { p50, p90, p99, max } = percentiles(metrics.total)
  const round = (ms: number | null) => (ms === null ? null : toMilliseconds(ms))
  const answered = counters.finished - counters.opened
  return {
    type: 'summary',
    v: 1,
    startedAt: toInstant(startedAt),
    durationMs: toMilliseconds(endedAt - startedAt),
    exchanges: counters.exchanges,
    connects: counters.connects,
    finished: counters.finished,
    outcomes: { ...counters.outcomes },
    statuses: { ...counters.statuses },
    errorShare: answered === 0 ? null : Math.round((counters.errors / answered) * 1e4) / 1e4,
    requestBytes: counters.requestBytes,
    responseBytes: counters.responseBytes,
    latencyMs: { p50: round(p50), p90: round(p90), p99: round(p99), max: toMilliseconds(max) },
    websockets: counters.webSockets,
    tunnels: counters.tunnels,
    tlsErrors: counters.tlsFailures,
    warnings: counters.warnings,
    lost,
  }
}

function durationOf(exchange: Exchange): number {
  return toMilliseconds((exchange.endedAt ?? exchange.startedAt) - exchange.startedAt)
}
