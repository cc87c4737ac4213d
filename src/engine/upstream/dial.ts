/** One dial from start to end: resolve, connect, the parent's tunnel, TLS, under one deadline, with everything tried noted. */
import { isIPv4, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { formatParentUrl, type ParentUrl } from '../../kit/proxy-environment.ts'
import type { Clock } from '../../kit/clock.ts'
import type { TlsInfo } from '../../model/exchange.ts'
import { connectFailure, connectTimeout } from './connect-failure.ts'
import { trouble, type DialAttempt, type DialTimings, type Trouble } from './dial-failure.ts'
import { negotiate, type Negotiation } from './negotiation.ts'
import { createConnect } from './parent-http.ts'
import { createSocksConnect } from './parent-socks.ts'
import { type Connect, interleave, race } from './race.ts'
import type { createResolver } from './resolve.ts'
import type { Route } from './route.ts'
import { secure, tlsTimeout, type TlsPlan } from './tls.ts'

export type Reached = { socket: Socket | TLSSocket; tcp: Socket; address: string; port: number; tls?: TlsInfo }

export type TlsWish = Omit<TlsPlan, 'now'>

export type DialTools = {
  clock: Clock
  resolve: ReturnType<typeof createResolver>
  /** ms for the whole dial. */
  timeout: number
  /** TLS to an https parent. */
  parentTls(parent: ParentUrl): TlsWish
}

/** The most addresses of one name tried through a SOCKS parent: each costs a connection to it. */
const maxSocksAddresses = 4

export class Dial {
  readonly attempts: DialAttempt[] = []
  readonly timings: DialTimings = { dns: null, connect: null, tls: null }
  readonly #tools: DialTools
  readonly #signal: AbortSignal
  readonly #route: Route
  readonly #open: Connect | undefined

  /** `signal` aborts with one of `stopReasons` as its reason. */
  constructor(route: Route, tools: DialTools, signal: AbortSignal, open?: Connect) {
    this.#open = open
    this.#route = route
    this.#tools = tools
    this.#signal = signal
  }

  /** The connection to the route's end, secured when `tls` is given. */
  async run(tls: TlsWish | undefined): Promise<Reached | Trouble> {
    const { host, port, parent, absoluteForm } = this.#route
    let reached: Reached | Trouble
    if (!parent) reached = await this.#connect(host, port)
    else if (absoluteForm) reached = await this.#reachParent(parent)
    else if (parent.scheme.startsWith('http')) reached = await this.#tunnel(parent, createConnect(parent, host, port))
    else reached = await this.#socks(parent, host, port)
    return tls && !('failure' in reached) ? this.#secure(reached, tls) : reached
  }

  async #connect(host: string, port: number): Promise<Reached | Trouble> {
    const addresses = await this.#resolve(host, port)
    if ('failure' in addresses) return addresses
    const startedAt = this.#tools.clock.now()
    const result = await race(addresses, port, this.#tools.clock, this.#signal, this.#open)
    this.#spend('connect', startedAt)
    this.attempts.push(...result.attempts)
    if (result.kind === 'connected') return { socket: result.socket, tcp: result.socket, address: result.address, port }
    if (result.kind === 'failed') return connectFailure(host, port, result.attempts)
    return this.#stopped(() => connectTimeout(host, port, result.attempts, this.#tools.timeout))
  }

  async #resolve(host: string, port: number): Promise<readonly string[] | Trouble> {
    const startedAt = this.#tools.clock.now()
    const result = await this.#tools.resolve(host, port, this.#signal)
    if (result.kind === 'aborted') {
      this.#spend('dns', startedAt)
      const seconds = this.#tools.timeout / 1000
      return this.#stopped(() => trouble('dns_timeout', `${host} did not resolve within ${seconds} s`))
    }
    if (result.asked) this.#spend('dns', startedAt)
    return result.kind === 'resolved' ? result.addresses : result.trouble
  }

  async #reachParent(parent: ParentUrl): Promise<Reached | Trouble> {
    const reached = await this.#connect(parent.host, parent.port)
    if ('failure' in reached) return aboutParent(parent, reached)
    if (parent.scheme !== 'https') return reached
    const secured = await this.#secure(reached, this.#tools.parentTls(parent))
    return 'failure' in secured ? aboutParent(parent, secured) : secured
  }

  async #tunnel(parent: ParentUrl, negotiation: Negotiation): Promise<Reached | Trouble> {
    const reached = await this.#reachParent(parent)
    if ('failure' in reached) return reached
    // What the parent takes to open the tunnel, its own TLS too, is time to connect: `tls` is left for the target's.
    this.timings.connect = (this.timings.connect ?? 0) + (this.timings.tls ?? 0)
    this.timings.tls = null
    const startedAt = this.#tools.clock.now()
    const result = await negotiate(reached.socket, negotiation, this.#signal)
    this.#spend('connect', startedAt)
    if (result.kind === 'failed') return result.trouble
    if (result.kind === 'done')
      return { socket: reached.socket, tcp: reached.tcp, address: reached.address, port: reached.port }
    const seconds = this.#tools.timeout / 1000
    return this.#stopped(() =>
      trouble(
        'connect_timeout',
        `the parent proxy ${formatParentUrl(parent)} did not open the tunnel within ${seconds} s`,
      ),
    )
  }

  async #socks(parent: ParentUrl, host: string, port: number): Promise<Reached | Trouble> {
    const hosts = await this.#socksHosts(parent, host, port)
    if ('failure' in hosts) return hosts
    let outcome: Reached | Trouble = trouble('dns_failed', `${host} has no IPv4 address, and SOCKS4 carries no other`)
    for (const each of hosts) {
      const negotiation = createSocksConnect(parent, each, port)
      if (typeof negotiation === 'string')
        return trouble('parent_refused', `${host} cannot be asked for: ${negotiation}`)
      outcome = await this.#tunnel(parent, negotiation)
      if (!('failure' in outcome) || !outcome.otherAddress) break
    }
    return outcome
  }

  /** socks4a and socks5h leave the name to the proxy; socks4 and socks5 resolve it here (curl's distinction). */
  async #socksHosts(parent: ParentUrl, host: string, port: number): Promise<readonly string[] | Trouble> {
    if (parent.scheme === 'socks4a' || parent.scheme === 'socks5h') return [host]
    const found = await this.#resolve(host, port)
    if ('failure' in found) return found
    const usable = parent.scheme === 'socks4' ? found.filter((address) => isIPv4(address)) : interleave(found)
    return usable.slice(0, maxSocksAddresses)
  }

  async #secure(reached: Reached, wish: TlsWish): Promise<Reached | Trouble> {
    const startedAt = this.#tools.clock.now()
    const result = await secure(reached.socket, { ...wish, now: startedAt }, this.#signal)
    this.#spend('tls', startedAt)
    if (result.kind === 'secured') return { ...reached, socket: result.socket, tls: result.info }
    reached.tcp.destroy()
    return result.kind === 'failed' ? result.trouble : this.#stopped(() => tlsTimeout(wish, this.#tools.timeout))
  }

  #spend(phase: keyof DialTimings, since: number): void {
    this.timings[phase] = (this.timings[phase] ?? 0) + (this.#tools.clock.now() - since)
  }

  /** Why the signal was aborted: our own deadline, or whoever wanted the dial. */
  #stopped(timeout: () => Trouble): Trouble {
    if (this.#signal.reason === stopReasons.timeout) return timeout()
    if (this.#signal.reason === stopReasons.closed)
      return trouble('shutdown', 'the proxy was stopped while it was connecting')
    return trouble('client_abort', 'the connection was no longer wanted before it was made')
  }
}

export const stopReasons = { timeout: 'timeout', closed: 'closed', unwanted: 'unwanted' } as const

function aboutParent(parent: ParentUrl, { failure, ...rest }: Trouble): Trouble {
  if (failure.code === 'client_abort' || failure.code === 'shutdown') return { failure, ...rest }
  const message = `the parent proxy ${formatParentUrl(parent)} cannot be used: ${failure.message}`
  return { ...rest, failure: { ...failure, message } }
}
