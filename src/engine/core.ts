/** What every part of the engine shares in one session: the chain to call, where facts go, and the doors it was given. */
import type { Arena } from '../kit/arena.ts'
import type { Clock } from '../kit/clock.ts'
import type { ConnectionRules } from '../model/connection.ts'
import type { Handler, Mode } from '../model/contract.ts'
import type { ClientInfo } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Member, Roster } from '../kit/roster.ts'
import type { Failure } from '../model/message.ts'
import type { Limits } from '../model/options.ts'
import type { Deadlines } from './deadlines.ts'

/** An exchange, to whoever ends the session. */
export interface Running extends Member {
  cutShort(): void
}

export type Core = {
  handler: Handler
  /** What rules say about connections before a request is known; undefined = nothing. */
  connections?: () => ConnectionRules | undefined
  emit(event: ProxyEvent): void
  clock: Clock
  limits: Limits
  /** Bare LF and obs-fold in requests are repaired instead of refused. */
  tolerant: boolean
  arena: Arena
  /** Bytes of each body kept for display. */
  maxBody: number
  deadlines: Deadlines
  nextId(): string
  /** Exchanges that run: those that a stopping session cuts are recorded as such. */
  live: Roster<Running>
  /** Running tunnels, which changed rules change. */
  links?: Set<{ refresh(): void }>
  /** True while the session stops: connections close after their exchange. */
  stopping: boolean
}

/** Where a connection has got to: what it is, and what origin-form requests on it mean. */
export type Arrival = {
  mode: Mode
  /** Of a reverse listener: its place in the options. */
  site?: number | undefined
  client: ClientInfo
  /** The listener's end of the connection. */
  local: { readonly address: string; readonly port: number }
  /** Scheme of origin-form requests. */
  scheme: 'http' | 'https'
  /** Where a CONNECT or SOCKS request asked to go; absent on the listener's own port. */
  authority?: { host: string; port: number }
  /** Server name the client asked for in TLS. */
  serverName?: string
  /** The CONNECT or SOCKS exchange this is inside of. */
  parent?: string
  /** Why this client may ask nothing: it is told so in answer to whatever it asks, and nobody else hears of it. */
  barred?: Failure
  /** Called when the connection ends without having carried a request. */
  unused?: () => void
}
