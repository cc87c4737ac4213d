/**
 * All upstream connections of a session: idle HTTP/1 ones in a pool, HTTP/2 sessions shared, and what is known about
 * which origin speaks what, so that a client is offered h2 only where the origin has it.
 */
import type { Failure, Target } from '../../model/message.ts'
import type { Core } from '../core.ts'
import { Http1Upstream } from '../http1/upstream.ts'
import { notHttp2 } from '../wrong-protocol.ts'
import { alertFailure } from '../http1/upstream-failure.ts'
import type { Http2Upstream } from '../http2/upstream.ts'
import type { DialFailure, DialTarget, Dialed, Dialler } from './dialler.ts'
import type { UpstreamLink } from './link.ts'
import type { Origin } from './origins.ts'
import { Pool } from './pool.ts'

/** How long an origin's protocol is remembered, ms (PRODUCT.md §4). */
const memory = 10 * 60_000
/** ms a plain origin may take to answer HTTP/2 by prior knowledge before it is asked in HTTP/1: it speaks at once, or never. */
const patience = 1_000
/** Origins remembered at most. */
const maxRemembered = 4096

export type Acquired = { link: UpstreamLink } | { error: DialFailure }

export type UpstreamsWorld = {
  core: Core
  dialler: Dialler
  /** Whether the connection has come to a listener of this session from which its requests would come back here. */
  isOwn(dialed: Dialed): boolean
  /** Starts an HTTP/2 session; loaded when the first origin speaks it. */
  openHttp2(dialed: Dialed, key: string, closed: (session: Http2Upstream) => void): Promise<Http2Upstream>
}

export class Upstreams {
  readonly #world: UpstreamsWorld
  readonly #pool = new Pool<Http1Upstream>()
  readonly #sessions = new Map<string, Http2Upstream>()
  readonly #dialling = new Map<string, Promise<Acquired>>()
  readonly #speaks = new Map<string, { protocol: 'h2' | 'http/1.1'; until: number }>()
  readonly #live = new Set<Http1Upstream>()
  /** Sessions whose connection is there, also those that take no new request any more. */
  readonly #liveSessions = new Set<Http2Upstream>()

  constructor(world: UpstreamsWorld) {
    this.#world = world
  }

  get core(): Core {
    return this.#world.core
  }

  /**
   * A connection that is there already. `wantsH2`: the client speaks h2 (to a plain origin: by prior knowledge), so the origin
   * may be asked for it.
   */
  idle(target: Target, wantsH2: boolean): UpstreamLink | undefined {
    const origin = this.#pool.origin(target)
    const h2 = wantsH2 || origin.onlyH2 ? target.protocol !== 'http/1.1' : target.protocol === 'h2'
    if (h2) {
      const session = this.#sessions.get(origin.key)
      if (session !== undefined) return session
      if (target.protocol === 'h2') return undefined
      // That somebody asked it in HTTP/1 says nothing: an origin that may have both is asked, for gRPC has no second way.
      if (this.protocolOf(target) !== 'http/1.1') return undefined
    }
    return this.#pool.take(origin)
  }

  /** Dials. Never rejects. */
  async open(target: Target, wantsH2: boolean, signal?: AbortSignal): Promise<Acquired> {
    const origin = this.#pool.origin(target)
    const { key } = origin
    const maybe = target.scheme === 'https' || this.protocolOf(target) !== 'http/1.1'
    const h2 = target.protocol === 'h2' || (wantsH2 && target.protocol === 'auto' && maybe)
    if (!h2) return this.#dial(target, origin, ['http/1.1'], signal)
    // Requests that come together share the first session instead of dialling one each.
    const running = this.#dialling.get(key)
    if (running !== undefined) {
      const shared = await running
      if ('error' in shared || shared.link.info.protocol.startsWith('h2')) return shared
      const link = this.idle(target, wantsH2)
      const alpn = target.scheme === 'https' ? ['h2', 'http/1.1'] : ['http/1.1']
      return link !== undefined ? { link } : this.#dial(target, origin, alpn, signal)
    }
    const dialling = this.#dial(target, origin, target.protocol === 'h2' ? ['h2'] : ['h2', 'http/1.1'])
    this.#dialling.set(key, dialling)
    try {
      return await dialling
    } finally {
      this.#dialling.delete(key)
    }
  }

  /** What the origin speaks, if it is known. */
  protocolOf(target: Target): 'h2' | 'http/1.1' | undefined {
    const known = this.#speaks.get(this.#pool.origin(target).key)
    return known !== undefined && known.until > this.#world.core.clock.now() ? known.protocol : undefined
  }

  /** Dials to learn what the origin speaks; the connection is kept for the first request. */
  async learn(target: Target): Promise<{ protocol: 'h2' | 'http/1.1' } | { error: DialFailure }> {
    // Whoever dials already also gets the connection.
    const running = this.#dialling.get(this.#pool.origin(target).key)
    const acquired = await (running ?? this.open(target, true))
    if ('error' in acquired) return acquired
    const { link } = acquired
    if (!(link instanceof Http1Upstream)) return { protocol: 'h2' }
    if (running === undefined) link.park()
    return { protocol: 'http/1.1' }
  }

  /** A raw connection for an opaque tunnel. */
  async tunnel(host: string, port: number, signal?: AbortSignal): Promise<{ dialed: Dialed } | { error: DialFailure }> {
    const result = await this.#world.dialler.dial({ scheme: 'http', host, port, alpn: [], tunnel: true }, signal)
    if (!result.ok) return { error: result.error }
    if (this.#world.isOwn(result.value)) {
      result.value.socket.destroy()
      return { error: loop(result.value) }
    }
    return { dialed: result.value }
  }

  close(): void {
    this.#pool.close()
    for (const one of [...this.#live]) one.close()
    for (const session of [...this.#liveSessions]) session.close()
    this.#world.dialler.close()
  }

  async #dial(
    target: Target,
    origin: Origin<Http1Upstream>,
    alpn: readonly string[],
    signal?: AbortSignal,
  ): Promise<Acquired> {
    const { scheme, host, port, serverName } = target
    const priorKnowledge = scheme === 'http' && alpn.includes('h2')
    const dialTarget: DialTarget = {
      scheme,
      host,
      port,
      alpn: scheme === 'https' ? alpn : [],
      ...(serverName !== undefined && { serverName }),
      ...(priorKnowledge && { tunnel: true }),
      ...(scheme === 'http' && !priorKnowledge && { sharing: true }),
    }
    const result = await this.#world.dialler.dial(dialTarget, signal)
    if (!result.ok) {
      // A parent proxy may open no tunnel to a plain origin, and still forward requests to it.
      const forwards = priorKnowledge && alpn.length > 1 && result.error.failure.code === 'parent_refused'
      // An origin that has only h2 refuses a client's http/1.1: then we translate.
      const onlyH2 =
        result.error.tlsReason === 'no_application_protocol' && target.protocol === 'auto' && !alpn.includes('h2')
      if (onlyH2) {
        origin.onlyH2 = true
        return this.#dial(target, origin, ['h2'], signal)
      }
      return forwards ? this.#dial(target, origin, ['http/1.1'], signal) : { error: result.error }
    }
    const dialed = result.value
    if (this.#world.isOwn(dialed)) {
      dialed.socket.destroy()
      return { error: loop(dialed) }
    }
    if (priorKnowledge) return this.#askByPriorKnowledge(dialed, target, origin, alpn.length > 1)
    const h2 = dialed.alpn === 'h2'
    if (alpn.includes('h2')) this.#remember(origin.key, h2 ? 'h2' : 'http/1.1')
    return h2 ? this.#startSession(dialed, target, origin.key) : { link: this.#startHttp1(dialed, origin) }
  }

  /** Speaks h2 to a plain origin (RFC 9113 §3.3); with `fallback`, HTTP/1 to one that does not answer in it. */
  async #askByPriorKnowledge(
    dialed: Dialed,
    target: Target,
    origin: Origin<Http1Upstream>,
    fallback: boolean,
  ): Promise<Acquired> {
    const { socket } = dialed
    const timer = fallback ? this.#world.core.clock.after(patience, () => socket.destroy()) : undefined
    const asked = await this.#startSession(dialed, target, origin.key)
    timer?.stop()
    if ('link' in asked) this.#remember(origin.key, 'h2')
    if ('link' in asked || !fallback) return asked
    // Only an answer says what is spoken: an origin that closed, or was silent, may just have been starting.
    if (socket.bytesRead > 0) this.#remember(origin.key, 'http/1.1')
    return this.#dial(target, origin, ['http/1.1'])
  }

  #startHttp1(dialed: Dialed, origin: Origin<Http1Upstream>): Http1Upstream {
    return new Http1Upstream(this.#world.core, dialed, { pool: this.#pool, origin, live: this.#live })
  }

  async #startSession(dialed: Dialed, target: Target, key: string): Promise<Acquired> {
    try {
      const session = await this.#world.openHttp2(dialed, key, (closed) => {
        if (this.#sessions.get(key) === closed) this.#sessions.delete(key)
      })
      this.#liveSessions.add(session)
      dialed.socket.once('close', () => this.#liveSessions.delete(session))
      if (!session.closed) this.#sessions.set(key, session)
      return { link: session }
    } catch (error) {
      dialed.socket.destroy()
      const { message } = error as Error
      const failure: Failure =
        alertFailure(error as Error) ??
        (dialed.tls === undefined
          ? notHttp2(message, target)
          : { code: 'upstream_h2', message: `the upstream's HTTP/2 connection failed: ${message}`, leg: 'upstream' })
      return { error: { failure, timings: dialed.timings, attempts: dialed.attempts } }
    }
  }

  #remember(key: string, protocol: 'h2' | 'http/1.1'): void {
    if (this.#speaks.size >= maxRemembered) this.#speaks.clear()
    this.#speaks.set(key, { protocol, until: this.#world.core.clock.now() + memory })
  }
}

function loop(dialed: Dialed): DialFailure {
  const failure: Failure = {
    code: 'loop_detected',
    message: `${dialed.address} port ${dialed.port} is this proxy itself`,
    leg: 'middlebox',
  }
  return { failure, timings: dialed.timings, attempts: dialed.attempts }
}
