/** One TCP proxy: where it listens and leads, whether it is enabled, its toxics and its bytes. */
import type { RawProxy, RawProxyOptions } from '../../engine/raw-proxy.ts'
import type { Dialler } from '../../engine/upstream/dialler.ts'
import { formatAuthority } from '../../kit/authority.ts'
import type { TcpProxy, TcpProxyPlace, Toxic, Traffic } from '../../model/tcp-proxy.ts'
import { readListen, readUpstream } from './place.ts'
import type { Toxics } from './toxics.ts'

export type TcpProxiesWorld = {
  openRaw(options: RawProxyOptions): Promise<RawProxy>
  /** Without a parent: what is not HTTP finds its own way. */
  dialler: Dialler
  /** A listener was opened. */
  opened(at: { host: string; port: number }): void
}

export class RunningProxy implements TcpProxy {
  readonly name: string
  readonly #world: TcpProxiesWorld
  readonly #toxics: Toxics
  #place: Omit<TcpProxyPlace, 'enabled'>
  #raw: RawProxy | undefined
  #before: Traffic = { upstream: { received: 0, sent: 0 }, downstream: { received: 0, sent: 0 } }

  constructor(name: string, place: Omit<TcpProxyPlace, 'enabled'>, toxics: Toxics, world: TcpProxiesWorld) {
    check(place)
    this.name = name
    this.#place = place
    this.#world = world
    this.#toxics = toxics
  }

  get listen(): string {
    return this.#place.listen
  }

  get upstream(): string {
    return this.#place.upstream
  }

  get enabled(): boolean {
    return this.#raw !== undefined
  }

  get toxics(): readonly Toxic[] {
    return this.#toxics.list()
  }

  get traffic(): Traffic {
    return this.#raw === undefined ? this.#before : sum(this.#before, this.#raw.traffic())
  }

  isAt({ listen, upstream }: Pick<TcpProxyPlace, 'listen' | 'upstream'>): boolean {
    return sameListen(listen, this.listen) && upstream === this.upstream
  }

  async change({ enabled = this.enabled, ...given }: Partial<TcpProxyPlace>): Promise<void> {
    const place = { ...this.#place, ...given }
    check(place)
    if (!this.isAt(place)) {
      this.stop()
      this.#place = place
    }
    if (!enabled) this.stop()
    else if (this.#raw === undefined) await this.#start()
  }

  put(toxic: Toxic): void {
    this.#toxics.put(toxic)
  }

  remove(toxic: string): void {
    this.#toxics.remove(toxic)
  }

  stop(): void {
    this.#before = this.traffic
    this.#raw?.close()
    this.#raw = undefined
  }

  async #start(): Promise<void> {
    const at = readListen(this.listen)
    const raw = await this.#world.openRaw({
      name: this.name,
      ...at,
      upstream: readUpstream(this.upstream),
      dialler: this.#world.dialler,
      opened: (connection) => this.#toxics.opened(connection),
      closed: (connection) => this.#toxics.closed(connection),
    })
    this.#raw = raw
    // The port that was found is kept when the proxy is disabled and enabled again.
    this.#place = { ...this.#place, listen: formatAuthority(raw.address, raw.port) }
    this.#world.opened({ host: at.host, port: raw.port })
  }
}

function check({ listen, upstream }: Omit<TcpProxyPlace, 'enabled'>): void {
  readListen(listen)
  readUpstream(upstream)
}

function sameListen(one: string, other: string): boolean {
  const [a, b] = [readListen(one), readListen(other)]
  return a.host === b.host && a.port === b.port
}

function sum(one: Traffic, other: Traffic): Traffic {
  const add = (stream: keyof Traffic) => ({
    received: one[stream].received + other[stream].received,
    sent: one[stream].sent + other[stream].sent,
  })
  return { upstream: add('upstream'), downstream: add('downstream') }
}
