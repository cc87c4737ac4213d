/** What rules can say about a connection before any request on it is known, or when there never is one. */
import type { ClientInfo } from './exchange.ts'
import type { ArmedStage, DialFault, Plan } from './plan.ts'

/** A connection before its bytes are read: who it comes from and where it goes. */
export type Connection = {
  client: ClientInfo
  authority: { host: string; port: number }
  /** The name asked for in TLS. */
  serverName?: string
}

/** What can be wrong with a certificate that we show. */
export type LeafFlaw = 'expired' | 'wrong-host' | 'untrusted'

/** What a client meets in its TLS handshake in place of a good certificate. */
export type HandshakeFault = { rule: string; name: string; how: LeafFlaw | 'reset' }

/** Stages for the bytes of a connection that nobody looks into, the first one nearest to where they come from. */
export type LinkStages = {
  readonly up: readonly ArmedStage[]
  readonly down: readonly ArmedStage[]
  readonly random: Plan['random']
}

/** The rules of one opaque tunnel, asked again when rules have changed: those that stay are decided once. */
export interface TunnelRules {
  stages(): LinkStages
  /** What the dial ends with; undefined = it is made. */
  dial(): DialFault | undefined
}

/** The engine's questions about connections. */
export interface ConnectionRules {
  /** Undefined: nothing goes wrong on purpose. */
  handshake(connection: Connection): HandshakeFault | undefined
  /** Undefined: nothing is said now; asked again when rules have changed. */
  tunnel(connection: Connection): TunnelRules | undefined
  /** Something may answer requests on it though its origin cannot be reached. */
  answers(connection: Connection): boolean
  /** Rules that came with the last change would have something to say in this connection's handshake. */
  meetsAnew(connection: Connection): boolean
  /** The stages of a running exchange after the last change; undefined = they stay as they are. */
  running(id: string, plan: Plan | undefined): LinkStages | undefined
}
