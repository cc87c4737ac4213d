/** The rules interceptor: what the user told Middlebox to do, request by request, and changeable while it runs. */
import { type Action, actions, findAction } from '../actions/index.ts'
import type { ConnectionRules } from '../model/connection.ts'
import type { Context, Interceptor } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Request } from '../model/message.ts'
import type { RuleDefinition } from '../model/rule.ts'
import { Attempts, fingerprintOf } from './rules/attempts.ts'
import { Candidates } from './rules/candidates.ts'
import { type ConnectionLedger, createConnectionRules } from './rules/connections.ts'
import { type CompiledRule, type RuleParts, compileRule } from './rules/compile-rule.ts'
import { explainMiss } from './rules/explain-miss.ts'
import { ExchangeRules, type LiveRule, type Shared } from './rules/exchange-rules.ts'
import { Memory } from './rules/memory.ts'
import { decideRule } from './rules/occasion.ts'
import type { RuleChange } from './rules/running.ts'
import type { RulesWorld } from './rules/world.ts'

export { maxMatchBody } from './rules/exchange-rules.ts'
export type { RulesWorld } from './rules/world.ts'

export interface Rules {
  readonly interceptor: Interceptor
  readonly connections: ConnectionRules
  /** Puts these in place of all; those that stay the same go on counting. @throws MiddleboxError, and then changes nothing */
  replace(definitions: readonly RuleDefinition[]): void
  /** All, in order, with how often they matched and acted. */
  rules(): readonly RuleState[]
  /** Told of each exchange that ended, for rules that are decided only then; `emit` takes what they have to say. */
  ended(exchange: Exchange, emit: (event: ProxyEvent) => void): void
  /** Why no rule answers a request, in lines for people: the rule that came nearest, and what it missed by. */
  nearest(request: Request, context: Context): Promise<readonly string[]>
  /** True when some rule is decided at the end. */
  readonly waitsForEnd: boolean
}

export type RuleState = { definition: RuleDefinition; explanation: string; matched: number; acted: number }

/** @throws MiddleboxError rule_invalid, filter_invalid */
export function createRules(definitions: readonly RuleDefinition[], world: RulesWorld): Rules {
  const parts = rulePartsOf(world)
  const shared: Shared = { world, startedAt: world.clock.now(), attempts: new Attempts(), memory: new Memory() }
  let live: LiveRule[] = []
  let atEnd: LiveRule[] = []
  let change: RuleChange = { now: [], added: new Set(), gone: new Set() }
  let candidates = new Candidates<LiveRule>([])
  const connections: ConnectionLedger = createConnectionRules(shared, () => change)
  const replace = (next: readonly RuleDefinition[]): void => {
    const before = new Map(live.map((rule) => [JSON.stringify(rule.definition), rule]))
    live = next.map((definition) => {
      const compiled = compileRule(definition, parts)
      const known = before.get(JSON.stringify(definition))
      // By these what runs knows its rule again.
      return { ...compiled, tally: known?.tally ?? { matched: 0, acted: 0 }, links: known?.links ?? compiled.links }
    })
    const enabled = live.filter(({ definition }) => definition.enabled)
    change = changeOf(change.now, enabled)
    atEnd = enabled.filter(({ moment }) => moment === 'end')
    candidates = new Candidates(enabled.filter(({ moment, handshakes }) => moment !== 'end' && handshakes.length === 0))
  }
  replace(definitions)
  return {
    interceptor: {
      name: 'rules',
      handle(request, next, context) {
        if (context.kind !== 'connect') connections.tell(context)
        let rules = candidates.find(request)
        // A tunnel is not yet the request that will be made in it: only rules that say CONNECT mean it.
        if (rules.length > 0 && context.kind === 'connect') rules = rules.filter((rule) => rule.takesConnect)
        return rules.length === 0
          ? next(request, context)
          : new ExchangeRules(shared, rules, request, next, context).run()
      },
    },
    connections,
    replace,
    rules: () => live.map((rule) => ({ definition: rule.definition, explanation: explainRule(rule), ...rule.tally })),
    nearest: (request, context) => explainMiss(live, request, context, shared.memory),
    ended: (exchange, emit) => decideAtEnd(atEnd, exchange, shared, emit),
    get waitsForEnd() {
      return atEnd.length > 0
    },
  }
}

function changeOf(before: readonly LiveRule[], now: readonly LiveRule[]): RuleChange {
  const tallies = (rules: readonly LiveRule[]) => new Set(rules.map(({ tally }) => tally))
  const [were, are] = [tallies(before), tallies(now)]
  return {
    now,
    added: new Set(now.filter(({ tally }) => !were.has(tally))),
    gone: new Set(before.filter(({ tally }) => !are.has(tally)).map(({ definition }) => definition.name)),
  }
}

/** What `compileRule` needs, with the session's own actions beside those of the table. */
export function rulePartsOf({ more = [], filterOptions }: Pick<RulesWorld, 'more' | 'filterOptions'>): RuleParts {
  const find = (name: string): Action | undefined => more.find((action) => action.name === name) ?? findAction(name)
  return { findAction: find, actionNames: [...actions, ...more].map(({ name }) => name), filterOptions }
}

/** The rule as one English sentence. */
export function explainRule({ definition, filter, explained }: CompiledRule): string {
  const { match, requires = {}, chance, first, every, after, times, schedule, group, enabled } = definition
  const often = [
    chance < 1 ? `in ${Number((chance * 100).toFixed(2))} % of cases` : '',
    after === undefined ? '' : `after the first ${after}`,
    first === undefined ? '' : `for the first ${first}`,
    every === undefined ? '' : `each ${every}th time`,
    times === undefined ? '' : `at most ${times} times`,
    schedule?.from === undefined ? '' : `from ${schedule.from / 1000} s after the start`,
    schedule?.phase === undefined ? '' : `in the phase ${schedule.phase.join(' or ')}`,
    group === undefined ? '' : `drawn with the group ${group.name} once each ${group.period / 1000} s`,
    schedule?.until === undefined ? '' : `until ${schedule.until / 1000} s after the start`,
  ].filter((text) => text !== '')
  const when = match.trim() === '' ? 'For every request' : `When ${filter.explain()}`
  const states = Object.entries(requires).map(([name, value]) => ` while the state ${name} is ${value}`)
  const how = often.length === 0 ? '' : ` (${often.join(', ')})`
  return `${enabled ? '' : '[off] '}${when}${states.join('')}${how}: ${explained.join('; then ')}.`
}

function decideAtEnd(
  rules: readonly LiveRule[],
  exchange: Exchange,
  shared: Shared,
  emit: (event: ProxyEvent) => void,
): void {
  const { world, attempts, memory } = shared
  for (const rule of rules) {
    if (!rule.filter.matches(exchange) || !memory.meets(rule.definition.requires)) continue
    const { definition, filter, steps, explained } = rule
    const at = world.clock.now()
    const decision = decideRule(shared, rule, () => {
      const head = exchange.legs[0]?.request
      const fingerprint = head === undefined ? exchange.url : fingerprintOf(head, exchange.url)
      return `${fingerprint} #${attempts.next(`end ${definition.name} ${fingerprint}`)}`
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
