/** What rules are given by the session that they act in. */
import type { Action } from '../../actions/index.ts'
import type { FilterOptions } from '../../filter/index.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Codec } from '../../kit/rewrite-body.ts'
import type { Context } from '../../model/contract.ts'
import type { ProxyEvent } from '../../model/event.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Desk } from '../../model/paused.ts'
import type { PhaseNow } from '../../model/scenario.ts'
import type { Plan } from '../../model/plan.ts'
import type { ScriptAtWork } from '../../model/script.ts'

export type RulesWorld = {
  seed: string
  clock: Clock
  /** A number in [0, 1) for the seed and these parts. */
  draw(seed: string, ...parts: readonly string[]): number
  codec: Codec
  filterOptions: FilterOptions
  /** Where breakpoints put what they hold; without one they hold nothing. */
  desk?: Desk | undefined
  /** The record of a running exchange, for rules that come while it runs. */
  recorded?(id: string): Exchange | undefined
  /** Takes what rules have to say of it. */
  emit?(event: ProxyEvent): void
  /** A script by its path, on one exchange; undefined when it is not loaded. */
  script?(path: string, context: Context, dice: Plan['random']): ScriptAtWork | undefined
  /** Where the scenario stands; undefined without one. */
  phase?(): PhaseNow | undefined
  /** Actions besides those in the table. */
  more?: readonly Action[]
}
