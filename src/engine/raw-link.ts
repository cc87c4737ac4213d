/** One connection of a TCP proxy: the client's socket, the upstream's, and the stages between them: its toxics', then those of rules. */
import type { Socket } from 'node:net'
import { formatAuthority } from '../kit/authority.ts'
import type { FaultTrace } from '../model/exchange.ts'
import type { Failure } from '../model/message.ts'
import type { Traffic } from '../model/tcp-proxy.ts'
import type { Arrival, Core } from './core.ts'
import { Relay, type RelayStages } from './relay.ts'
import { TunnelLink } from './tunnel-link.ts'
import { TunnelRecord } from './tunnel.ts'
import type { Dialed } from './upstream/dialler.ts'
import { upstreamInfo } from './upstream/link.ts'
import { SocketChannel } from './upstream/socket-channel.ts'
import type { Upstreams } from './upstream/upstreams.ts'

export interface RawConnection {
  /** Puts these stages in place of those that came from the proxy's owner. */
  restage(stages: RelayStages): void
}

type Dial = (signal?: AbortSignal) => ReturnType<Upstreams['tunnel']>

export type RawLinkOptions = {
  /** Name of the proxy. */
  name: string
  upstream: { host: string; port: number }
  /** A connection is there both ways, and no byte has passed: its stages. */
  opened(connection: RawConnection): RelayStages
  /** What it met. */
  closed(connection: RawConnection): readonly FaultTrace[]
}

export class RawLink implements RawConnection {
  readonly #core: Core
  readonly #client: Socket
  readonly #arrival: Arrival
  readonly #options: RawLinkOptions
  readonly #abort = new AbortController()
  readonly #rules: TunnelLink
  #upstream: Socket | undefined
  #relay: Relay | undefined
  #own: RelayStages | undefined
  /** We ended it: what the sockets say afterwards is no news. */
  #ended: Failure | undefined

  constructor(core: Core, client: Socket, arrival: Arrival, options: RawLinkOptions) {
    this.#core = core
    this.#client = client
    this.#arrival = arrival
    this.#options = options
    this.#rules = new TunnelLink(core, { client: arrival.client, authority: options.upstream })
    client.once('close', () => this.#abort.abort())
  }

  /** Resolves when both sockets are closed. */
  async run(dial: Dial): Promise<void> {
    const result = await this.#rules.dial({ tunnel: (_host, _port, signal) => dial(signal) }, this.#abort.signal)
    if ('error' in result) {
      this.#record(undefined).closed(this.#ended ?? result.error.failure)
      return void this.#client.destroy()
    }
    const { socket } = result.dialed
    this.#upstream = socket
    if (this.#abort.signal.aborted) return void socket.destroy()
    const ends = [this.#client, socket].map((one) => new Promise((closed) => one.once('close', closed)))
    this.#start(result.dialed)
    await Promise.all(ends)
  }

  restage(own: RelayStages): void {
    this.#own = own
    this.#apply()
  }

  addTraffic({ upstream: up, downstream: down }: Traffic): void {
    up.received += this.#client.bytesRead
    up.sent += this.#upstream?.bytesWritten ?? 0
    down.received += this.#upstream?.bytesRead ?? 0
    down.sent += this.#client.bytesWritten
  }

  close(): void {
    const message = `the TCP proxy ${this.#options.name} was closed`
    this.#ended = { code: 'shutdown', message, leg: 'middlebox' }
    this.#abort.abort()
    this.#client.destroy()
    this.#upstream?.destroy()
  }

  #start({ socket, ...dialed }: Dialed): void {
    const record = this.#record({ socket, ...dialed })
    const observer = {
      up: (chunk: Uint8Array) => record.up(chunk),
      down: (chunk: Uint8Array) => record.down(chunk),
      closed: (failure: Failure | undefined) => {
        this.#rules.closed()
        record.closed(this.#ended ?? failure, this.#options.closed(this))
      },
    }
    this.#own = this.#options.opened(this)
    this.#rules.opened({ restage: () => this.#apply() })
    this.#relay = new Relay(this.#core, this.#client, new SocketChannel(socket), observer, undefined, this.#stages)
  }

  #apply(): void {
    if (this.#stages !== undefined) this.#relay?.restage(this.#stages)
  }

  /** A toxic's name begins with that of its proxy and a slash. */
  get #stages(): RelayStages | undefined {
    const [own, rules] = [this.#own, this.#rules.stages]
    if (own === undefined || rules === undefined) return own
    const mine = new Set([...own.up, ...own.down].map(({ rule }) => rule))
    return {
      up: [...own.up, ...rules.up],
      down: [...own.down, ...rules.down],
      random: (rule, purpose) => (mine.has(rule) ? own : rules).random(rule, purpose),
    }
  }

  #record(dialed: Dialed | undefined): TunnelRecord {
    const { name, upstream } = this.#options
    const info = dialed && upstreamInfo(dialed, 'http/1.1')
    const authority = formatAuthority(upstream.host, upstream.port)
    return new TunnelRecord(this.#core, this.#arrival, authority, 'tcp-proxy', info, name)
  }
}
