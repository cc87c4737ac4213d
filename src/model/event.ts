/** The closed union everything observable is made of. Events are facts: the reducer folds them, nobody changes them. */
import type {
  Attempt,
  BodyRecord,
  ClientInfo,
  Exchange,
  FaultTrace,
  Outcome,
  RuleTrace,
  StreamMessage,
  Timings,
  TlsFailure,
  Tunnel,
  UpstreamInfo,
} from './exchange.ts'
import type { Mode } from './contract.ts'
import type { Cause, Patch } from './hop.ts'
import type { Failure, RequestHead, ResponseHead } from './message.ts'
import type { Pause, ReleaseReason } from './paused.ts'

export type ProxyEvent =
  /** A request head arrived on the client leg. */
  | {
      type: 'request'
      id: string
      at: number
      parent?: string
      kind: Exchange['kind']
      mode: Mode
      /** The reverse site it came to, by its place. */
      site?: number
      client: ClientInfo
      head: RequestHead
      url: string
      replayOf?: string
    }
  /** Bytes arrived that are no request we accept; an `end` follows. `method` and `url` when the request line can be read. */
  | {
      type: 'malformed'
      id: string
      at: number
      parent?: string
      mode: Mode
      client: ClientInfo
      bytes: string
      failure: Failure
      method?: string
      url?: string
    }
  /** The request was written (its head at least) to this upstream. */
  | {
      type: 'upstream'
      id: string
      at: number
      upstream: UpstreamInfo
      /** The reverse route that led to it. */
      route?: string | undefined
      patches: readonly Patch[]
      dns: number | null
      connect: number | null
      tls: number | null
    }
  /** A try at the last leg failed and another follows, or the last one failed. */
  | {
      type: 'attempt'
      id: string
      at: number
      attempt: Attempt
      /** It was one of several at once: what is known of the upstream is of another one. */
      beside?: true
    }
  | { type: 'interim'; id: string; at: number; head: ResponseHead }
  /** A final response head: `head` as it arrived, `patches` what was changed before the client got it. */
  | { type: 'response'; id: string; at: number; head: ResponseHead; patches: readonly Patch[]; stream: boolean }
  /** A body was put in place of another: `body` as it is on the upstream's side, absent when that was not read. */
  | { type: 'body'; id: string; at: number; side: 'request' | 'response'; cause: Cause; body?: BodyRecord }
  /** A rule acted, or drew: its draw said no, or its turn never came. */
  | { type: 'rule'; id: string; at: number; trace: RuleTrace }
  | { type: 'fault'; id: string; at: number; fault: FaultTrace }
  /** A rule or the user put a tag or a comment on the exchange; also after its end. */
  | {
      type: 'mark'
      id: string
      at: number
      tags?: readonly string[]
      comment?: string
      /** Tags and comment take the place of those that are there. */
      instead?: true
      /** The user's own mark; '' takes it away. */
      marked?: string
    }
  /** The user wants these forgotten: exchanges, tunnels, failed handshakes. */
  | { type: 'forgotten'; at: number; ids: readonly string[] }
  | { type: 'message'; id: string; at: number; message: StreamMessage }
  /** A breakpoint holds the exchange, or one message of it. */
  | { type: 'paused'; id: string; at: number; pause: Pause }
  /** It goes on, or not, as `reason` says. `pause` is the pause's id. */
  | { type: 'resumed'; id: string; at: number; pause: string; reason: ReleaseReason }
  | {
      type: 'end'
      id: string
      at: number
      outcome: Outcome
      error?: Failure
      /** The reverse route that it took, where no upstream was there to tell it. */
      route?: string
      requestBody: BodyRecord
      responseBody: BodyRecord
      timings: Timings
    }
  | { type: 'tunnel-opened'; at: number; tunnel: Tunnel }
  | { type: 'tunnel-closed'; at: number; tunnel: Tunnel }
  | { type: 'tls-error'; at: number; error: TlsFailure }
  | { type: 'warning'; at: number; code: string; message: string; exchange?: string }
  /** The scenario entered a phase, or a phase that flaps changed its state; null = it is over. `until`: epoch ms of the next change. */
  | { type: 'phase'; at: number; name: string | null; run: number; state?: 'up' | 'down'; until?: number }
  /** An upstream of a route fell ill or got well, or the route's circuit breaker changed. */
  | {
      type: 'health'
      at: number
      /** host:port of the route's listener, as asked for; absent when there is one reverse listener only. */
      listener?: string
      /** The route's match as written, with its methods and headers. */
      route: string
      /** Its URL; absent when it is about the breaker. */
      upstream?: string
      state: HealthState
      /** `routes`: the routes were read again. */
      by: 'check' | 'traffic' | 'breaker' | 'routes'
      reason: string
    }
  | { type: 'listening'; at: number; mode: Mode; host: string; port: number }

/** Of an upstream the first two, of a circuit breaker the next three. `forgotten`: what was said before holds no more. */
export type HealthState = 'healthy' | 'unhealthy' | 'closed' | 'open' | 'half-open' | 'forgotten'
