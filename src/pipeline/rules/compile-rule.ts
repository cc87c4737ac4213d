/** A rule made ready: its filter compiled, its actions prepared, and refused when an action would come before its filter's phase. */
import type { Action, Moment, Steps } from '../../actions/index.ts'
import {
  type AtomNode,
  type Filter,
  type FilterNode,
  type FilterOptions,
  type Phase,
  compileFilter,
  comparePhase,
  parseFilter,
} from '../../filter/index.ts'
import { nearest } from '../../kit/nearest.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { Cause } from '../../model/hop.ts'
import type { ActionDefinition, RuleDefinition } from '../../model/rule.ts'
import { type Partially, compilePartial } from './partial.ts'

export type CompiledRule = {
  definition: RuleDefinition
  cause: Cause
  filter: Filter
  /** When its filter is decided. */
  moment: Moment
  /** Judged by the host alone, and by method, host and URL; undefined = it takes more than that. */
  byHost: Partially
  byUrl: Partially
  /** Judged by the request's head; undefined = it takes its body or the response. */
  byHead: Partially
  /** Its filter searches the bodies. */
  readsRequest: boolean
  readsResponse: boolean
  /** Its filter asks for a method by name, so that CONNECT may be meant. */
  takesConnect: boolean
  steps: readonly Steps[]
  /** What each step does, in English. */
  explained: readonly string[]
  /** It draws random numbers, so that requests like it must be counted. */
  draws: boolean
}

export type RuleParts = {
  findAction(name: string): Action | undefined
  actionNames: readonly string[]
  filterOptions: FilterOptions
}

const hostAtoms = new Set(['all', 'd'])
const urlAtoms = new Set(['all', 'd', 'u', 'm'])

/** @throws MiddleboxError rule_invalid, filter_invalid */
export function compileRule(definition: RuleDefinition, parts: RuleParts): CompiledRule {
  const { filterOptions } = parts
  const node = parseFilter(definition.match)
  const filter = compileFilter(definition.match, filterOptions)
  const moment = momentOf(filter.phase)
  const actions = definition.do.map((step) => ({ step, action: knownAction(step, definition, parts) }))
  for (const { step, action } of actions) checkMoment(definition, step, action, filter, moment)
  return {
    definition,
    cause: definition.cause ?? `rule ${definition.name}`,
    filter,
    moment,
    byHost: compilePartial(node, (atom) => hostAtoms.has(atom.name), filterOptions),
    byUrl: compilePartial(node, (atom) => urlAtoms.has(atom.name), filterOptions),
    byHead: compilePartial(
      node,
      (atom, { phase }) => atom.name !== 'q' && comparePhase(phase, 'request-head') <= 0,
      filterOptions,
    ),
    readsRequest: hasAtom(node, /^bq?$/),
    readsResponse: hasAtom(node, /^bs?$/),
    takesConnect: namesConnect(node),
    steps: actions.map(({ step, action }) => action.prepare(step.attributes)),
    explained: actions.map(({ step, action }) => action.explain(step.attributes)),
    draws: definition.chance < 1 || definition.do.some(({ action }) => action === 'fault'),
  }
}

/** The part of an exchange in which a filter of this phase is decided. */
function momentOf(phase: Phase): Moment {
  if (comparePhase(phase, 'request-body') <= 0) return 'request'
  return phase === 'end' ? 'end' : 'response'
}

const moments: readonly Moment[] = ['request', 'response', 'end']

function knownAction(
  { action: name }: ActionDefinition,
  rule: RuleDefinition,
  { findAction, actionNames }: RuleParts,
): Action {
  const action = findAction(name)
  if (action !== undefined) return action
  const meant = nearest(name, actionNames)
  throw refused(rule, `Expected an action, got ${JSON.stringify(name)}.`, meant && `Did you mean ${meant}?`)
}

function checkMoment(
  rule: RuleDefinition,
  { attributes }: ActionDefinition,
  action: Action,
  filter: Filter,
  moment: Moment,
): void {
  const latest = action.latest(attributes)
  if (moments.indexOf(moment) <= moments.indexOf(latest)) return
  const acts =
    latest === 'request'
      ? 'before the request is sent on (phase request-body)'
      : 'before the response is passed on (phase response-body)'
  throw refused(
    rule,
    `Expected a filter that is decided when ${action.name} acts, ${acts}, got ${JSON.stringify(filter.text)}, which is decided in phase ${filter.phase}.`,
    'See the phases in docs/reference/filters.md.',
  )
}

function refused({ name, place }: RuleDefinition, message: string, hint?: string): MiddleboxError {
  const where =
    place === undefined
      ? `rule ${JSON.stringify(name)}`
      : `${place.file}${place.line > 0 ? `:${place.line}:${place.column}` : ''}`
  return new MiddleboxError('rule_invalid', `${where}: ${message}`, hint)
}

function namesConnect(node: FilterNode): boolean {
  if (node.kind === 'atom') return isConnectMethod(node)
  return node.kind !== 'not' && node.children.some(namesConnect)
}

function hasAtom(node: FilterNode, name: RegExp): boolean {
  if (node.kind === 'atom') return name.test(node.name)
  return node.kind === 'not' ? hasAtom(node.child, name) : node.children.some((child) => hasAtom(child, name))
}

function isConnectMethod({ name, argument }: AtomNode): boolean {
  return name === 'm' && argument.kind === 'pattern' && /connect/i.test(argument.source)
}
