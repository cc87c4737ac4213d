/** How often a rule acts: schedule, phase, counters, chance. Counters count matching requests in the order of their arrival. */
import type { RuleDefinition } from '../../model/rule.ts'
import type { PhaseNow } from '../../model/scenario.ts'
import type { LiveRule, Shared } from './exchange-rules.ts'

/** What a rule remembers between requests. */
export type Tally = { matched: number; acted: number; phase?: { run: number; matched: number } }

export type Decision =
  | { acts: boolean; draw?: { value: number; threshold: number; key: string } }
  /** Its counters or its schedule leave this request alone. */
  | undefined

export type Occasion = {
  /** ms since the session's start. */
  elapsed: number
  phase?: PhaseNow | undefined
}

/** Whether a rule whose filter matches acts now. `keyOf`: fingerprint and attempt, asked only for a draw. */
export function decideRule(
  { world, startedAt }: Pick<Shared, 'world' | 'startedAt'>,
  { definition, tally }: Pick<LiveRule, 'definition' | 'tally'>,
  keyOf: () => string,
): Decision {
  const elapsed = world.clock.now() - startedAt
  const { name, group } = definition
  return decide(definition, tally, { elapsed, phase: world.phase?.() }, () => {
    const key = group === undefined ? keyOf() : `group ${group.name} #${Math.floor(elapsed / group.period)}`
    const drawer = group === undefined ? name : `group ${group.name}`
    return { key, value: world.draw(world.seed, drawer, 'chance', key) }
  })
}

export function decide(
  rule: RuleDefinition,
  tally: Tally,
  { elapsed, phase }: Occasion,
  draw: () => { value: number; key: string },
): Decision {
  const { from = 0, until = Infinity, phase: wanted } = rule.schedule ?? {}
  if (elapsed < from || elapsed >= until) return undefined
  if (wanted !== undefined && !isTurn(wanted, tally, phase)) return undefined
  const count = ++tally.matched - (rule.after ?? 0)
  if (count < 1 || count > (rule.first ?? Infinity) || count % (rule.every ?? 1) !== 0) return undefined
  if (tally.acted >= (rule.times ?? Infinity)) return undefined
  const chance = rule.chance * ((wanted && phase?.phase?.share) ?? 1)
  if (chance >= 1) {
    tally.acted++
    return { acts: true }
  }
  const { value, key } = draw()
  const acts = value < chance
  if (acts) tally.acted++
  return { acts, draw: { value, threshold: chance, key } }
}

/** Of the chosen rules, those whose steps are all left over, since one before them answered, have not acted. */
export function giveBack(chosen: ReadonlyMap<LiveRule, unknown>, left: readonly { tools: unknown }[]): void {
  if (left.length === 0) return
  for (const [{ definition, steps, tally }, tools] of chosen) {
    // What changes the response or marks the exchange acts whoever answered.
    if (definition.times === undefined || steps.some(({ response, note }) => response ?? note)) continue
    if (left.filter((step) => step.tools === tools).length === steps.length) tally.acted--
  }
}

/** The scenario is in one of these phases, which is not up, and has not had its first N yet. */
function isTurn(wanted: readonly string[], tally: Tally, now: PhaseNow | undefined): boolean {
  const phase = now?.phase
  if (now === undefined || phase === undefined || !wanted.includes(phase.name) || now.state === 'up') return false
  if (phase.first === undefined) return true
  if (tally.phase?.run !== now.run) tally.phase = { run: now.run, matched: 0 }
  return ++tally.phase.matched <= phase.first
}
