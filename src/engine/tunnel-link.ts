/** What rules do to one opaque tunnel: whether it can be dialled, what happens to its bytes, also when the rules change while it runs. */
import { sleep } from '../kit/clock.ts'
import type { Connection, TunnelRules } from '../model/connection.ts'
import type { Channel } from '../model/message.ts'
import type { Core } from './core.ts'
import type { Relay, RelayStages } from './relay.ts'
import type { DialFailure, Dialed } from './upstream/dialler.ts'
import type { Upstreams } from './upstream/upstreams.ts'

/** Links of channels that were dialled before they are relayed. */
const links = new WeakMap<Channel, TunnelLink>()

export class TunnelLink {
  readonly #core: Core
  readonly #connection: Connection
  #rules: TunnelRules | undefined
  #relay: Pick<Relay, 'restage'> | undefined
  /** A relay may be over before it is known here: its client left while the upstream was dialled. */
  #over = false

  constructor(core: Core, connection: Connection) {
    this.#core = core
    this.#connection = connection
  }

  static of(core: Core, channel: Channel, connection: Connection): TunnelLink {
    return links.get(channel) ?? new TunnelLink(core, connection)
  }

  /** Belongs to this channel from here on. */
  keepFor(channel: Channel): void {
    links.set(channel, this)
  }

  async dial(
    upstreams: Pick<Upstreams, 'tunnel'>,
    signal: AbortSignal,
  ): Promise<{ dialed: Dialed } | { error: DialFailure }> {
    const { host, port } = this.#connection.authority
    const fault = this.#asked?.dial()
    const failure = fault?.failure({ scheme: 'http', host, port })
    if (fault === undefined || failure === undefined) return upstreams.tunnel(host, port, signal)
    await sleep(this.#core.clock, fault.after, signal)
    return { error: { failure, timings: { dns: null, connect: null, tls: null }, attempts: [] } }
  }

  /** Undefined as long as there are no rules at all. */
  get stages(): RelayStages | undefined {
    return this.#asked?.stages()
  }

  /** The tunnel runs: until `closed`, rules that change change it. */
  opened(relay: Pick<Relay, 'restage'>): void {
    if (this.#over) return
    this.#relay = relay
    this.#core.links?.add(this)
  }

  closed(): void {
    this.#over = true
    this.#relay = undefined
    this.#core.links?.delete(this)
  }

  /** Rules have changed. */
  refresh(): void {
    const { stages } = this
    if (stages !== undefined) this.#relay?.restage(stages)
  }

  get #asked(): TunnelRules | undefined {
    return (this.#rules ??= this.#core.connections?.()?.tunnel(this.#connection))
  }
}
