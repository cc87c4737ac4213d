/** Conversations as recorded: what the store keeps, faces show, and lines, HAR and filters are made from. */
import type { Mode } from './contract.ts'
import type { Cause, Hop, Leg } from './hop.ts'
import type { Failure, Fields } from './message.ts'
import type { Pause } from './paused.ts'

export type Protocol = 'http/1.0' | 'http/1.1' | 'h2' | 'h2c'

export type TlsInfo = {
  /** 'TLSv1.3' and the like. */
  version: string
  cipher: string
  /** Server name asked for, if any. */
  serverName?: string
  /** Negotiated ALPN protocol, if any. */
  alpn?: string
  /** Upstream only: the peer certificate's subject, issuer and end of validity (epoch ms). */
  peer?: { subject: string; issuer: string; validTo: number; fingerprint256: string }
}

export type ClientInfo = {
  address: string
  port: number
  protocol: Protocol
  tls?: TlsInfo
}

export type UpstreamInfo = {
  address: string
  port: number
  protocol: Protocol
  tls?: TlsInfo
  /** The connection had served an exchange before this one. */
  reused: boolean
  /** The parent proxy dialled instead of the origin, without credentials. */
  via?: string
}

/** Phases in ms; null where a phase did not happen (a reused connection has no dns, connect or tls). */
export type Timings = {
  dns: number | null
  connect: number | null
  tls: number | null
  send: number | null
  wait: number | null
  receive: number | null
}

/** A capped copy of a body. Bytes are as encoded on the wire, transfer coding removed. */
export type BodyRecord = {
  /** Bytes seen in all. */
  size: number
  /** The first bytes, up to the display cap, in the pieces they came in. */
  chunks: readonly Uint8Array[]
  /** Bytes kept in `chunks`. */
  kept: number
  trailers?: Fields
}

/** A body that was changed on its way. */
export type ChangedBody = {
  /** Who changed it, in the order they acted. */
  causes: readonly Cause[]
  /** As it is on the upstream's side: of a request what was sent on, of a response what came. Absent when that was not read. */
  upstream?: BodyRecord
}

export type Outcome = 'complete' | 'client_abort' | 'upstream_error' | 'fault' | 'mock' | 'refused'

/** One WebSocket message or Server-Sent Event. */
export type StreamMessage = {
  direction: 'up' | 'down'
  /** Epoch ms. */
  at: number
  kind: 'text' | 'binary' | 'close' | 'ping' | 'pong' | 'event'
  /** Bytes of the payload, as sent (compressed when `compressed`). */
  size: number
  /** The payload's first bytes, as sent. */
  data: Uint8Array
  compressed?: boolean
  /** A rule or the user put it in place of another, or kept it from going on. */
  change?: 'edited' | 'dropped'
}

/** One try at the last leg. The first attempt that answered is the exchange's upstream. */
export type Attempt = {
  startedAt: number
  /** The server's name where no address is known. */
  address?: string
  port?: number
  failure?: Failure
  reused: boolean
  timings: Timings
}

export type RuleTrace = {
  name: string
  phase: string
  draw?: { value: number; threshold: number; key: string }
  actions: readonly string[]
}

export type FaultTrace = {
  name: string
  attributes: Readonly<Record<string, unknown>>
  applied: boolean
  skipped?: string
}

export type Exchange = {
  id: string
  /** The CONNECT exchange inside whose tunnel this one happened. */
  parent?: string
  kind: 'http' | 'connect' | 'websocket'
  mode: Mode
  /** Epoch ms. */
  startedAt: number
  /** Epoch ms; absent while it runs. */
  endedAt?: number
  client: ClientInfo
  upstream?: UpstreamInfo
  method: string
  /** Absolute URL; for CONNECT the authority. */
  url: string
  /** Final status; null before the head, or when there never was one. */
  status: number | null
  outcome?: Outcome
  error?: Failure
  /** Legs in order from the client; the last one with the origin is complete only when there was one. Heads not held are made from `hops`. */
  legs: readonly Leg[]
  hops: readonly Hop[]
  /** 1xx heads relayed, by status. */
  interim: readonly number[]
  /** What the client sent and got. */
  requestBody: BodyRecord
  responseBody: BodyRecord
  /** Those of which the upstream saw another version; absent = it saw the same. */
  changedBodies?: { readonly request?: ChangedBody; readonly response?: ChangedBody }
  /** Of the try that was answered, or of the last one when none was. */
  timings: Timings
  attempts: readonly Attempt[]
  messages: readonly StreamMessage[]
  /** Messages seen in all, kept or not. */
  messageCount: { up: number; down: number }
  rules: readonly RuleTrace[]
  faults: readonly FaultTrace[]
  profiles: readonly string[]
  cassette: null | { result: 'hit' | 'miss' | 'recorded'; entry?: string }
  /** Set by the user or a rule. */
  marked?: string
  comment?: string
  tags: readonly string[]
  /** What of it waits on the desk; absent = nothing. */
  paused?: readonly Pause[]
  /** Sent by us on command: the id it repeats. */
  replayOf?: string
  /** The reverse site it came to, by its place. */
  site?: number
  /** The route that it took there: its match as written, with its methods and headers. */
  route?: string
  /** The bytes of a head that could not be parsed, as latin1. */
  unparsed?: string
}

/** An opaque tunnel: bytes passed untouched. */
export type Tunnel = {
  id: string
  parent?: string
  startedAt: number
  endedAt?: number
  client: ClientInfo
  authority: string
  upstream?: UpstreamInfo
  /** Why it was not looked into. */
  reason: 'ignored' | 'server-first' | 'not-http' | 'ech' | 'switched' | 'tcp-proxy'
  /** Name of the TCP proxy that it came to. */
  proxy?: string
  bytesUp: number
  bytesDown: number
  /** Of a TCP proxy's connection that is over: the toxics it met, each with its draw. */
  faults?: readonly FaultTrace[]
  error?: Failure
}

/** A certificate of a reverse site's own: its file, and a name that it is good for. */
export type OwnCertificate = { file: string; name: string }

/** A TLS handshake that failed on either leg. */
export type TlsFailure = {
  id: string
  at: number
  leg: 'client' | 'upstream'
  client: ClientInfo
  /** The reverse site that the client came to, by its place. */
  site?: number
  /** What the client was shown, where our CA did not make it. */
  certificate?: OwnCertificate
  authority: string
  serverName?: string
  failure: Failure
  /** Alert name or OpenSSL reason, if any. */
  reason?: string
}
