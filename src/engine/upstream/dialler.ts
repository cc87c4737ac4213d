/**
 * Opens connections to upstreams: directly or through a parent proxy, over whichever address answers, with TLS done.
 * What comes back is ready for a codec; what fails comes back as a value that says why.
 */
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { formatAuthority } from '../../kit/authority.ts'
import type { Clock } from '../../kit/clock.ts'
import { checkParent, formatParentUrl } from '../../kit/proxy-environment.ts'
import type { TlsInfo } from '../../model/exchange.ts'
import type { UpstreamOptions } from '../../model/options.ts'
import { certificateFor, loadClientCertificates } from './client-certificate.ts'
import { Dial, stopReasons, type DialTools, type Reached, type TlsWish } from './dial.ts'
import type { DialAttempt, DialFailure, DialTimings, Trouble } from './dial-failure.ts'
import { basicCredentials } from './parent-http.ts'
import { createResolver } from './resolve.ts'
import { createRouter, type Route } from './route.ts'
import { connectSharing } from './shared-reads.ts'
import { createSessionCache } from './tls-session.ts'
import { createTrust } from './trust.ts'

export type { DialAttempt, DialFailure, DialTimings } from './dial-failure.ts'

export type DialTarget = {
  scheme: 'http' | 'https'
  /** Host name or IP address; IPv6 without brackets. */
  host: string
  port: number
  /** TLS server name to ask for and verify, when it is not `host`. */
  serverName?: string
  /** ALPN protocols to offer, in order of preference; [] = none offered. */
  alpn: readonly string[]
  /**
   * Bytes that no proxy can forward as requests will follow (an opaque tunnel, HTTP/2 by prior knowledge): a plain target
   * is reached by CONNECT too, through the parent that https targets have.
   */
  tunnel?: boolean
  /** Plain requests will be sent on it by someone who resumes it for the answers: it may share its buffer for reads. */
  sharing?: boolean
}

export type Dialed = {
  /**
   * Connected, handshake done, not flowing, noDelay set. No listener of ours is left on it, but for one on a TLS
   * socket's `session` event, since TLS 1.3 sends its tickets after the handshake.
   */
  socket: Socket | TLSSocket
  /** The innermost TCP socket: the only one that can be reset. */
  tcp: Socket
  /** The peer of the TCP connection: the origin's address, or the parent's. */
  address: string
  port: number
  alpn: string | undefined
  tls?: TlsInfo
  /** The parent proxy, without credentials. */
  via?: string
  /** True: a plain-http target through an http(s) parent, so requests go in absolute-form to the parent. */
  absoluteForm: boolean
  /** The Proxy-Authorization value to send in that case. */
  proxyAuthorization?: string
  timings: DialTimings
  attempts: readonly DialAttempt[]
}

export type DialResult = { ok: true; value: Dialed } | { ok: false; error: DialFailure }

export interface Dialler {
  /** Never rejects. When the signal is aborted everything begun is undone. */
  dial(target: DialTarget, signal?: AbortSignal): Promise<DialResult>
  /** Equal for two targets exactly when a connection to one may serve the other. */
  key(target: DialTarget): string
  /** Loads the roots, some 75 ms of work, so that the first TLS dial does not wait for it. */
  warm(): void
  /** Cancels running dials and forgets session tickets. Connections handed out are the caller's. */
  close(): void
}

export type DiallerWorld = {
  env: Readonly<Record<string, string | undefined>>
  clock: Clock
  /** Where this session listens, so that a parent setting that points here is ignored. */
  own(): readonly { host: string; port: number }[]
  warn(code: string, message: string): void
}

/** Creates the dialler of a session. Throws a MiddleboxError for files and parent URLs that cannot be used. */
export function createDialler(options: UpstreamOptions, world: DiallerWorld): Dialler {
  checkParent(options.parent, world.env)
  const certificates = loadClientCertificates(options.clientCertificates)
  const trust = createTrust(options.caFiles, world.warn)
  const sessions = createSessionCache()
  const route = createRouter(options, world)
  const running = new Set<AbortController>()
  const common = { insecure: options.insecure, sessions }
  const tools: DialTools = {
    clock: world.clock,
    resolve: createResolver(options.resolve),
    timeout: options.connectTimeout,
    parentTls: ({ host, port }) => {
      const context = trust.contextFor(undefined)
      return { ...common, host, port, alpn: ['http/1.1'], context, sessionKey: `parent ${formatAuthority(host, port)}` }
    },
  }

  const certificateOf = ({ host, serverName }: DialTarget) =>
    certificates.length === 0
      ? undefined
      : certificateFor(certificates, serverName === undefined ? [host] : [host, serverName])

  function key(target: DialTarget): string {
    const { scheme, host, port, serverName, alpn } = target
    const { parent, absoluteForm } = route(target)
    const via = parent ? `${formatParentUrl(parent)} ${parent.user ?? ''}` : ''
    // In absolute-form the request names its origin, so one connection to the parent serves them all.
    if (absoluteForm) return `absolute-form ${via}`
    const origin = `${scheme}://${formatAuthority(host, port)}`
    if (scheme === 'http') return `${origin} ${via}`
    const certificate = certificateOf(target)
    const identity = certificate ? certificates.indexOf(certificate) : ''
    return `${origin} ${serverName ?? ''} ${alpn.join()} ${identity} ${via}`
  }

  function tlsFor(target: DialTarget): TlsWish | undefined {
    if (target.scheme === 'http') return undefined
    const { host, port, serverName, alpn } = target
    const name = serverName === undefined ? {} : { serverName }
    const context = trust.contextFor(certificateOf(target))
    return { ...common, host, port, ...name, alpn, context, sessionKey: key(target) }
  }

  async function dial(target: DialTarget, signal?: AbortSignal): Promise<DialResult> {
    const stop = new AbortController()
    const unwanted = () => stop.abort(stopReasons.unwanted)
    if (signal?.aborted) unwanted()
    signal?.addEventListener('abort', unwanted)
    const deadline = world.clock.after(options.connectTimeout, () => stop.abort(stopReasons.timeout))
    running.add(stop)
    const way = route(target)
    const attempt = new Dial(way, tools, stop.signal, target.sharing && !way.parent ? connectSharing : undefined)
    try {
      return report(attempt, way, await attempt.run(tlsFor(target)))
    } finally {
      deadline.stop()
      running.delete(stop)
      signal?.removeEventListener('abort', unwanted)
    }
  }

  return {
    dial,
    key,
    warm: () => void trust.contextFor(undefined),
    close() {
      for (const stop of running) stop.abort(stopReasons.closed)
      sessions.clear()
    },
  }
}

function report(dial: Dial, { parent, absoluteForm }: Route, outcome: Reached | Trouble): DialResult {
  const { timings, attempts } = dial
  if ('failure' in outcome) {
    const { failure, tlsReason, parentStatus } = outcome
    const reason = tlsReason === undefined ? {} : { tlsReason }
    const status = parentStatus === undefined ? {} : { parentStatus }
    return { ok: false, error: { failure, timings, attempts, ...reason, ...status } }
  }
  const credentials = parent && absoluteForm ? basicCredentials(parent) : undefined
  const value: Dialed = {
    ...outcome,
    alpn: outcome.tls?.alpn,
    absoluteForm,
    ...(parent ? { via: formatParentUrl(parent) } : {}),
    ...(credentials === undefined ? {} : { proxyAuthorization: credentials }),
    timings,
    attempts,
  }
  return { ok: true, value }
}
