/** The rule that came nearest to answering a request, and why it did not. */
import { type AtomNode, type FilterNode, parseFilter } from '../../filter/index.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Request } from '../../model/message.ts'
import type { RuleDefinition } from '../../model/rule.ts'
import type { CompiledRule } from './compile-rule.ts'
import { difference } from './difference.ts'
import type { Memory } from './memory.ts'
import type { Tally } from './occasion.ts'

type Judged = Pick<CompiledRule, 'definition' | 'steps'> & { tally?: Tally }

export type NearMiss = { rule: string; reasons: readonly string[] }

/** Actions that give the client an answer. */
const answering = new Set(['respond', 'map_local', 'block'])

/** It would give the client an answer. */
export function answersClient({ do: steps }: Pick<RuleDefinition, 'do'>): boolean {
  return steps.some(({ action }) => answering.has(action))
}

export function nearestRule(
  rules: readonly Judged[],
  subject: Partial<Exchange>,
  request: Pick<Request, 'head' | 'target'>,
  memory?: Memory,
): NearMiss | undefined {
  let best: { rule: string; distance: number; reasons: readonly string[] } | undefined
  for (const rule of rules) {
    const { definition } = rule
    if (!answersClient(definition)) continue
    const { distance, reasons } = miss(rule, subject, request, memory)
    if (best === undefined || distance < best.distance) best = { rule: definition.name, distance, reasons }
  }
  return best && { rule: best.rule, reasons: best.reasons }
}

/** As lines for people. */
export function nearMissLines(found: NearMiss | undefined): string[] {
  if (found === undefined) return ['There is no rule that answers.']
  return [`The nearest rule is ${found.rule}:`, ...found.reasons.map((reason) => `  ${reason}`)]
}

function miss(
  { definition, steps, tally }: Judged,
  subject: Partial<Exchange>,
  request: Pick<Request, 'head' | 'target'>,
  memory: Memory | undefined,
): { distance: number; reasons: readonly string[] } {
  const node = parseFilter(definition.match)
  const { distance, reasons } = difference(node, subject)
  const more = [
    ...(definition.enabled ? [] : ['it is off']),
    ...stateReasons(definition.requires, memory),
    ...(reasons.length > 0 ? [] : occasionReasons(definition, tally)),
  ]
  if (reasons.length > 0 || more.length > 0)
    return { distance: distance + more.length / 2, reasons: [...reasons, ...more] }
  const missed = steps.flatMap((step) => step.miss?.(request) ?? [])
  if (missed.length > 0)
    return { distance: missed.some(({ near }) => near) ? 1.5 : 3.5, reasons: missed.map(({ reason }) => reason) }
  return { distance: asksNothing(node) ? 3 : 2, reasons: ['it matches, and gave no answer'] }
}

function stateReasons(required: Readonly<Record<string, string>> = {}, memory: Memory | undefined): string[] {
  return Object.entries(required).flatMap(([name, value]) => {
    const now = memory?.state(name)
    return now === undefined || now === value ? [] : [`the state ${name} is ${now}, not ${value}`]
  })
}

function occasionReasons(rule: RuleDefinition, tally: Tally | undefined): string[] {
  if (tally === undefined) return []
  if (rule.times !== undefined && tally.acted >= rule.times)
    return [`it has acted ${tally.acted} times, as often as it may`]
  if (rule.first !== undefined && tally.matched > rule.first)
    return [`it acts on the first ${rule.first} requests only`]
  if (rule.chance < 1) return [`it acts in ${Number((rule.chance * 100).toFixed(2))} % of cases, and not in this one`]
  if (rule.after !== undefined || rule.every !== undefined || rule.schedule !== undefined)
    return ['it matches, and it is not its turn']
  return []
}

function asksNothing(node: FilterNode): node is AtomNode {
  return node.kind === 'atom' && node.name === 'all'
}
