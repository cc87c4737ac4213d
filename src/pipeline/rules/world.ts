/** What rules are given by the session that they act in. */
import type { Action } from '../../actions/index.ts'
import type { FilterOptions } from '../../filter/index.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Codec } from '../../kit/rewrite-body.ts'

export type RulesWorld = {
  seed: string
  clock: Clock
  /** A number in [0, 1) for the seed and these parts. */
  draw(seed: string, ...parts: readonly string[]): number
  codec: Codec
  filterOptions: FilterOptions
  /** Actions besides those in the table. */
  more?: readonly Action[]
}
