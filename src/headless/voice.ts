/** How a face words what happened, one method per kind of fact. Undefined says nothing. */
import type { Exchange, TlsFailure, Tunnel } from '../model/exchange.ts'
import type { Clock } from '../kit/clock.ts'
import type { Redactor } from '../kit/redact.ts'
import type { HealthReport, Matcher, PhaseReport, Store, Warning } from '../store/index.ts'
import type { Advice } from './advice.ts'
import type { Listening, Totals } from './line.ts'
import type { PausedEvent, ResumedEvent } from './pauses.ts'

export interface Voice {
  /** Of the first listener, unless another is given. */
  listening(at?: Listening): string
  /** Said after the first line, except by quiet faces. */
  invitation(): string | undefined
  exchange(exchange: Exchange): string | undefined
  open(exchange: Exchange): string | undefined
  tunnel(tunnel: Tunnel, state: 'open' | 'closed'): string | undefined
  tlsError(failure: TlsFailure): string
  health(report: HealthReport): string
  phase(report: PhaseReport): string
  paused(event: PausedEvent, exchange: Exchange | undefined): string
  resumed(event: ResumedEvent): string
  /** For stdout; people read warnings on stderr. */
  warning(warning: Warning): string | undefined
  summary(totals: Totals): string
}

/** What a face shows. */
export interface FaceSource {
  readonly store: Store
  readonly clock: Clock
  readonly listening: Listening
  /** The other listeners, where there are several. */
  readonly others?: readonly Listening[]
  /** `--view`: only exchanges it matches are printed. */
  readonly view?: Matcher
  /** `-q` with `--json`: the first line, the summary and errors. The kind `quiet` is the same for people. */
  readonly quiet?: boolean
  /** `plainAdvice` unless given. */
  readonly advice?: Advice
  /** All is for one command, which has the proxy and the CA already: nothing to paste, and no exchange is a surprise. */
  readonly forCommand?: boolean
  /** Takes the secrets out of NDJSON that lies on a disk. */
  readonly redactor?: Redactor
}
