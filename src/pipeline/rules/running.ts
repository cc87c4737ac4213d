/** Rules that come and go while an exchange runs: stages of those that are gone are taken out, stages of new ones put in. */
import type { LinkStages } from '../../model/connection.ts'
import type { ProxyEvent } from '../../model/event.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { ArmedStage, Plan } from '../../model/plan.ts'
import { fingerprintOf } from './attempts.ts'
import type { LiveRule, Shared } from './exchange-rules.ts'
import { createDice } from './exchange-tools.ts'
import { decideRule } from './occasion.ts'

/** What the last replacement of the rules changed. */
export type RuleChange = {
  /** Enabled now, in order. */
  now: readonly LiveRule[]
  added: ReadonlySet<LiveRule>
  /** Names of those that are gone or have become others. */
  gone: ReadonlySet<string>
}

/** Undefined when nothing changes for the exchange. */
export function restage(
  shared: Shared,
  { now, added, gone }: RuleChange,
  exchange: Exchange,
  plan: Plan | undefined,
  emit: (event: ProxyEvent) => void,
): LinkStages | undefined {
  const fresh = [...added].filter((rule) => rule.links.length > 0 && rule.filter.matches(exchange))
  const held = (stages: readonly ArmedStage[] = []) => stages.filter(({ rule }) => !gone.has(rule))
  const left = (plan?.up.length ?? 0) + (plan?.down.length ?? 0) - held(plan?.up).length - held(plan?.down).length
  const head = exchange.legs[0]?.request
  const fingerprint = head === undefined ? exchange.url : fingerprintOf(head, exchange.url)
  let key: string | undefined
  const keyOf = (): string => (key ??= `${fingerprint} #${shared.attempts.next(`running ${fingerprint}`)} running`)
  const acting = fresh.filter((rule) => begin(shared, rule, exchange, keyOf, emit))
  if (acting.length === 0 && left === 0) return undefined
  const names = now.map(({ definition }) => definition.name)
  // Those of rules in the order of the rules; what is not a rule, such as a throttle, stays behind them.
  const rank = ({ rule }: ArmedStage): number => (names.includes(rule) ? names.indexOf(rule) : names.length)
  const stagesOf = (way: 'up' | 'down'): ArmedStage[] => {
    const come = acting.flatMap(({ links }) => links.filter((link) => link.way === way).map(({ armed }) => armed))
    return [...held(plan?.[way]), ...come].sort((one, other) => rank(one) - rank(other))
  }
  const random = plan?.random ?? createDice(shared.world, keyOf())
  return { up: stagesOf('up'), down: stagesOf('down'), random }
}

function begin(
  shared: Shared,
  rule: LiveRule,
  { id }: Exchange,
  keyOf: () => string,
  emit: (event: ProxyEvent) => void,
): boolean {
  const { filter, explained, links } = rule
  const { name } = rule.definition
  const at = shared.world.clock.now()
  const decision = decideRule(shared, rule, keyOf)
  if (decision === undefined) return false
  const { acts, draw } = decision
  const trace = { name, phase: filter.phase, actions: acts ? explained : [], ...(draw && { draw }) }
  emit({ type: 'rule', id, at, trace })
  if (!acts) return false
  for (const { trace: fault } of links) emit({ type: 'fault', id, at, fault })
  return true
}
