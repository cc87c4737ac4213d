/** TCP proxies and the toxics on them, in Toxiproxy's words: what its HTTP API shows and changes. */
import type { StreamName } from './fault.ts'
import type { OptionTable } from './option.ts'

export type Toxic = {
  /** Unique on its proxy. */
  name: string
  /** The fault's name. */
  type: string
  stream: StreamName
  /** Share of connections that it acts on, 0 to 1; drawn once for each, from the session's seed. */
  toxicity: number
  attributes: Readonly<Record<string, number>>
}

export type TcpProxyPlace = {
  /** `host:port`; no host = all addresses, port 0 = any free one. */
  listen: string
  /** `host:port`. */
  upstream: string
  enabled: boolean
}

/** Bytes over all connections so far, by direction: taken from who sends, and given to who receives. */
export type Traffic = Readonly<Record<StreamName, { received: number; sent: number }>>

export interface TcpProxy extends Readonly<TcpProxyPlace> {
  readonly name: string
  /** Those on the upstream first; within a stream in the order in which bytes meet them. */
  readonly toxics: readonly Toxic[]
  readonly traffic: Traffic
  /** Whether it listens and leads there already. */
  isAt(place: Pick<TcpProxyPlace, 'listen' | 'upstream'>): boolean
  /** A new place or `enabled: false` ends all connections. @throws MiddleboxError config_invalid, port_taken, listen_failed */
  change(place: Partial<TcpProxyPlace>): Promise<void>
  /** In place of the one of its name, or after the others of its stream. Running connections meet it too. */
  put(toxic: Toxic): void
  /** Of what it held nothing is lost but what `timeout` swallowed, which ends the connection. */
  remove(toxic: string): void
}

export interface TcpProxies {
  readonly all: ReadonlyMap<string, TcpProxy>
  /** The attributes of each type of toxic. */
  readonly types: ReadonlyMap<string, OptionTable>
  /** The name must be free. @throws MiddleboxError config_invalid, port_taken, listen_failed */
  create(name: string, place: TcpProxyPlace): Promise<TcpProxy>
  remove(name: string): void
}
