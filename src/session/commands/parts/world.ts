/** What commands act on: the parts of a session, and what only the program around it can do. */
import type { ProxyEvent } from '../../../model/event.ts'
import type { SessionOptions } from '../../../model/options.ts'
import type { OutgoingRequest } from '../../../model/outgoing.ts'
import type { Store } from '../../../store/index.ts'
import type { SessionDesk } from '../../desk.ts'
import type { LiveConditions } from '../../live-conditions.ts'
import type { RuleBook } from '../../rule-book.ts'

/** What the program says of itself and does on command. */
export type CommandHost = {
  version: string
  /** Where relative paths in rules start from. */
  cwd: string
  /** Ends the session as a signal would. */
  shutdown(): void
}

export type CommandWorld = {
  host: CommandHost
  options: Pick<SessionOptions, 'seed'>
  listeners: readonly { mode: string; url: string; port: number }[]
  store: Store
  desk: SessionDesk
  rules: RuleBook
  conditions: LiveConditions
  now(): number
  emit(event: ProxyEvent): void
  /** Sends through the session's own chain; resolves with the exchange's id at once. */
  send(request: OutgoingRequest): string
}
