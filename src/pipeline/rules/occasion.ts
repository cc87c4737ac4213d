/** How often a rule acts: schedule, counters, chance. Counters count matching requests in the order of their arrival. */
import type { RuleDefinition } from '../../model/rule.ts'

/** What a rule remembers between requests. */
export type Tally = { matched: number; acted: number }

export type Decision =
  | { acts: boolean; draw?: { value: number; threshold: number; key: string } }
  /** Its counters or its schedule leave this request alone. */
  | undefined

/** `elapsed`: ms since the session's start. `draw` is asked only by rules with a chance. */
export function decide(
  rule: RuleDefinition,
  tally: Tally,
  elapsed: number,
  draw: () => { value: number; key: string },
): Decision {
  const { from = 0, until = Infinity } = rule.schedule ?? {}
  if (elapsed < from || elapsed >= until) return undefined
  const count = ++tally.matched - (rule.after ?? 0)
  if (count < 1 || count > (rule.first ?? Infinity) || count % (rule.every ?? 1) !== 0) return undefined
  if (tally.acted >= (rule.times ?? Infinity)) return undefined
  if (rule.chance >= 1) {
    tally.acted++
    return { acts: true }
  }
  const { value, key } = draw()
  const acts = value < rule.chance
  if (acts) tally.acted++
  return { acts, draw: { value, threshold: rule.chance, key } }
}
