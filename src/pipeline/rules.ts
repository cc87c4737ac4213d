/** The rules interceptor: what the user told Middlebox to do, request by request, and changeable while it runs. */
import { type Action, actions, findAction } from '../actions/index.ts'
import type { Interceptor } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Exchange } from '../model/exchange.ts'
import type { RuleDefinition } from '../model/rule.ts'
import { Attempts, fingerprintOf } from './rules/attempts.ts'
import { Candidates } from './rules/candidates.ts'
import { type CompiledRule, type RuleParts, compileRule } from './rules/compile-rule.ts'
import { ExchangeRules, type LiveRule, type Shared } from './rules/exchange-rules.ts'
import { decide } from './rules/occasion.ts'
import type { RulesWorld } from './rules/world.ts'

export { maxMatchBody } from './rules/exchange-rules.ts'
export type { RulesWorld } from './rules/world.ts'

export interface Rules {
  readonly interceptor: Interceptor
  /** Puts these in place of all; those that stay the same go on counting. @throws MiddleboxError, and then changes nothing */
  replace(definitions: readonly RuleDefinition[]): void
  /** All, in order, with how often they matched and acted. */
  rules(): readonly RuleState[]
  /** Told of each exchange that ended, for rules that are decided only then; `emit` takes what they have to say. */
  ended(exchange: Exchange, emit: (event: ProxyEvent) => void): void
  /** True when some rule is decided at the end. */
  readonly waitsForEnd: boolean
}

export type RuleState = { definition: RuleDefinition; explanation: string; matched: number; acted: number }

/** @throws MiddleboxError rule_invalid, filter_invalid */
export function createRules(definitions: readonly RuleDefinition[], world: RulesWorld): Rules {
  const parts = rulePartsOf(world)
  const shared: Shared = { world, startedAt: world.clock.now(), attempts: new Attempts() }
  let live: LiveRule[] = []
  let atEnd: LiveRule[] = []
  let candidates = new Candidates<LiveRule>([])
  const replace = (next: readonly RuleDefinition[]): void => {
    const before = new Map(live.map((rule) => [JSON.stringify(rule.definition), rule.tally]))
    live = next.map((definition) => ({
      ...compileRule(definition, parts),
      tally: before.get(JSON.stringify(definition)) ?? { matched: 0, acted: 0 },
    }))
    const enabled = live.filter(({ definition }) => definition.enabled)
    atEnd = enabled.filter(({ moment }) => moment === 'end')
    candidates = new Candidates(enabled.filter(({ moment }) => moment !== 'end'))
  }
  replace(definitions)
  return {
    interceptor: {
      name: 'rules',
      handle(request, next, context) {
        let rules = candidates.find(request)
        // A tunnel is not yet the request that will be made in it: only rules that say CONNECT mean it.
        if (rules.length > 0 && context.kind === 'connect') rules = rules.filter((rule) => rule.takesConnect)
        return rules.length === 0
          ? next(request, context)
          : new ExchangeRules(shared, rules, request, next, context).run()
      },
    },
    replace,
    rules: () => live.map((rule) => ({ definition: rule.definition, explanation: explainRule(rule), ...rule.tally })),
    ended: (exchange, emit) => decideAtEnd(atEnd, exchange, shared, emit),
    get waitsForEnd() {
      return atEnd.length > 0
    },
  }
}

/** What `compileRule` needs, with the session's own actions beside those of the table. */
export function rulePartsOf({ more = [], filterOptions }: Pick<RulesWorld, 'more' | 'filterOptions'>): RuleParts {
  const find = (name: string): Action | undefined => more.find((action) => action.name === name) ?? findAction(name)
  return { findAction: find, actionNames: [...actions, ...more].map(({ name }) => name), filterOptions }
}

/** The rule as one English sentence. */
export function explainRule({ definition, filter, explained }: CompiledRule): string {
  const { match, chance, first, every, after, times, schedule, enabled } = definition
  const often = [
    chance < 1 ? `in ${Number((chance * 100).toFixed(2))} % of cases` : '',
    after === undefined ? '' : `after the first ${after}`,
    first === undefined ? '' : `for the first ${first}`,
    every === undefined ? '' : `each ${every}th time`,
    times === undefined ? '' : `at most ${times} times`,
    schedule?.from === undefined ? '' : `from ${schedule.from / 1000} s after the start`,
    schedule?.until === undefined ? '' : `until ${schedule.until / 1000} s after the start`,
  ].filter((text) => text !== '')
  const when = match.trim() === '' ? 'For every request' : `When ${filter.explain()}`
  const how = often.length === 0 ? '' : ` (${often.join(', ')})`
  return `${enabled ? '' : '[off] '}${when}${how}: ${explained.join('; then ')}.`
}

function decideAtEnd(
  rules: readonly LiveRule[],
  exchange: Exchange,
  { world, startedAt, attempts }: Shared,
  emit: (event: ProxyEvent) => void,
): void {
  for (const rule of rules) {
    if (!rule.filter.matches(exchange)) continue
    const { definition, tally, filter, steps, explained } = rule
    const at = world.clock.now()
    const decision = decide(definition, tally, at - startedAt, () => {
      const head = exchange.legs[0]?.request
      const fingerprint = head === undefined ? exchange.url : fingerprintOf(head, exchange.url)
      const key = `${fingerprint} #${attempts.next(`end ${definition.name} ${fingerprint}`)}`
      return { key, value: world.draw(world.seed, definition.name, 'chance', key) }
    })
    if (decision === undefined) continue
    const { acts, draw } = decision
    const { id } = exchange
    emit({
      type: 'rule',
      id,
      at,
      trace: { name: definition.name, phase: filter.phase, actions: acts ? explained : [], ...(draw && { draw }) },
    })
    if (acts) for (const { note } of steps) note?.({ mark: (mark) => emit({ type: 'mark', id, at, ...mark }) })
  }
}
