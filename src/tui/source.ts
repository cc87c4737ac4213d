/** What the interface is told of a session, and what it may ask of it: everything comes in here, nothing is reached for. */
import type { Clock } from '../kit/clock.ts'
import type { Exchange, OwnCertificate } from '../model/exchange.ts'
import type { Conditions } from '../model/options.ts'
import type { Fault } from '../model/fault.ts'
import type { Mode } from '../model/contract.ts'
import type { Paused } from '../model/paused.ts'
import type { HealthSubject } from '../model/route.ts'
import type { RuleDefinition } from '../model/rule.ts'
import type { Commands } from '../session/commands/command.ts'
import type { Store } from '../store/index.ts'
import type { ListFilter } from './list/row.ts'
import type { ViewFile } from './state/view-file.ts'

export type ShownRule = {
  readonly definition: RuleDefinition
  readonly explanation: string
  readonly matched: number
  readonly acted: number
}

/** A way to write an exchange down: `curl`, `fetch`, `url`. */
export type CopyForm = {
  readonly name: string
  readonly summary: string
  /** Undefined where there is nothing of the kind; notes say what got lost. */ write(
    exchange: Exchange,
  ): { text: string; notes: readonly string[] } | undefined
}

/** A named condition of the network, as `--throttle` takes it. */
export type Preset = { readonly name: string; readonly summary: string }

/** `site`: of a reverse listener its place among the sites. */
export type Listener = { readonly mode: Mode; readonly url: string; readonly site?: number }

export interface TuiSource {
  readonly store: Store
  readonly clock: Clock
  readonly commands: Commands
  readonly listening: Listener & { readonly port: number; readonly ca: string; readonly seed: string }
  /** The other listeners, where there are several. */
  readonly others?: readonly Listener[]
  /** Upstreams that nobody listens at yet: what is said of each, and the line to try. */
  absent(): readonly { readonly message: string; readonly advice: string }[]
  /** What the routes lead to, whether or not anything is known of its health. */
  subjects(): readonly HealthSubject[]
  /** What a client of that reverse site is shown, where our CA did not make it. */
  certificate(site: number): OwnCertificate | undefined
  /** How our program is called here, the line that brings a shell to its forward listener, and the one that lets this machine trust the CA. */
  readonly advice: { readonly command: string; readonly env: string; readonly trust: string }
  /** `--view`, and what else was typed: @throws MiddleboxError filter_invalid */
  compileFilter(text: string): ListFilter & { explain(): string }
  /** The filter of the start; '' shows all. */
  readonly view: string
  /** The parent proxy as people wrote it; absent when everything is dialled directly. */
  readonly parent?: string
  rules(): readonly ShownRule[]
  conditions(): Conditions | undefined
  /** What waits for somebody, oldest first. */
  paused(): readonly Paused[]
  /** The faults that can be injected, with the tables their forms are made of. */
  readonly faults: readonly Fault[]
  readonly throttles: readonly Preset[]
  readonly forms: readonly CopyForm[]
  /** The user's own layout, theme and keys. */
  readonly file: ViewFile
  /** What was typed in the prompts before. */
  readonly history: ViewFile
  /** Opens a text in the user's editor and returns what was saved; undefined when nothing was changed. */
  edit(text: string, extension: string): Promise<string | undefined>
  /** Whether there is a file of that name, as a command that writes it would find it. */
  isFile(path: string): Promise<boolean>
  /** Puts a text into the clipboard of this machine; false when there is no program for it. */
  copy(text: string): Promise<boolean>
}
