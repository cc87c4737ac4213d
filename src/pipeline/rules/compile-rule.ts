/** A rule made ready: its filter compiled, its actions prepared, and refused when an action would come before its filter's phase. */
import type { Action, ConnectionStep, Moment, Steps } from '../../actions/index.ts'
import {
  type AtomNode,
  type Filter,
  type FilterNode,
  type FilterOptions,
  type Phase,
  type RequiredText,
  compileFilter,
  comparePhase,
  parseFilter,
  requiredText,
} from '../../filter/index.ts'
import { nearest } from '../../kit/nearest.ts'
import type { HandshakeFault } from '../../model/connection.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { FaultTrace } from '../../model/exchange.ts'
import type { Cause } from '../../model/hop.ts'
import type { ArmedStage } from '../../model/plan.ts'
import type { ActionDefinition, RuleDefinition } from '../../model/rule.ts'
import { type Partially, compilePartial } from './partial.ts'

export type CompiledRule = {
  definition: RuleDefinition
  cause: Cause
  filter: Filter
  /** When its filter is decided. */
  moment: Moment
  /** Judged by who a connection comes from and where it goes; undefined = it takes more than that. */
  byConnection: Partially
  /** Judged by the host alone, and by method, host and URL; undefined = it takes more than that. */
  byHost: Partially
  byUrl: Partially
  /** Texts without which it cannot match. */
  needs: RequiredText
  /** Judged by the request's head; undefined = it takes its body or the response. */
  byHead: Partially
  /** Its filter searches the bodies. */
  readsRequest: boolean
  readsResponse: boolean
  /** Its filter asks for a method by name, so that CONNECT may be meant. */
  takesConnect: boolean
  steps: readonly Steps[]
  /** What it does to TLS handshakes; then it does nothing to requests. */
  handshakes: readonly { trace: FaultTrace; how: HandshakeFault['how'] }[]
  /** What it does to the dial of connections that nobody looks into. */
  dials: readonly Extract<ConnectionStep, { kind: 'dial' }>[]
  /** What it does to the bytes of connections that nobody looks into. */
  links: readonly { way: 'up' | 'down'; trace: FaultTrace; armed: ArmedStage }[]
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

const connectionAtoms = new Set(['all', 'd', 'src', 'dst'])
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
  const connections = actions.flatMap(({ step, action }) => action.connection?.(step.attributes) ?? [])
  const settings = Object.entries(definition.sets ?? {})
  const steps = actions.map(({ step, action }) => action.prepare(step.attributes, moment))
  if (settings.length > 0) steps.unshift(settingStates(settings))
  const handshakes = connections.filter((step) => step.kind === 'handshake')
  if (handshakes[0] !== undefined) checkHandshake(definition, handshakes[0], node)
  return {
    definition,
    cause: definition.cause ?? `rule ${definition.name}`,
    filter,
    moment,
    ...partsOf(node, filterOptions),
    readsRequest: hasAtom(node, /^bq?$/),
    readsResponse: hasAtom(node, /^bs?$/),
    takesConnect: namesConnect(node),
    steps,
    handshakes: handshakes.map(({ name, attributes, how }) => ({ trace: { name, attributes, applied: true }, how })),
    dials: connections.filter((step) => step.kind === 'dial'),
    links: connections
      .filter((step) => step.kind === 'bytes')
      .map(({ kind: _kind, way, attributes, ...stage }) => ({
        way,
        trace: { name: stage.name, attributes, applied: true },
        armed: { rule: definition.name, ...stage },
      })),
    explained: [
      ...settings.map(([name, value]) => `set the state ${name} to ${value}`),
      ...actions.map(({ step, action }) => action.explain(step.attributes)),
    ],
    draws:
      definition.chance < 1 ||
      definition.schedule?.phase !== undefined ||
      definition.do.some(({ action }) => action === 'fault') ||
      steps.some((step) => step.draws === true),
  }
}

/** What can be said of the filter before all is known. */
function partsOf(
  node: FilterNode,
  options: FilterOptions,
): Pick<CompiledRule, 'byConnection' | 'byHost' | 'byUrl' | 'byHead' | 'needs'> {
  return {
    byConnection: compilePartial(node, (atom) => connectionAtoms.has(atom.name), options),
    byHost: compilePartial(node, (atom) => hostAtoms.has(atom.name), options),
    byUrl: compilePartial(node, (atom) => urlAtoms.has(atom.name), options),
    needs: requiredText(node),
    byHead: compilePartial(
      node,
      (atom, { phase }) => atom.name !== 'q' && comparePhase(phase, 'request-head') <= 0,
      options,
    ),
  }
}

/** Before the rule's actions, and only when it is this rule's turn: who answers first keeps those after it from it. */
function settingStates(settings: readonly (readonly [string, string])[]): Steps {
  return {
    answer(_request, tools) {
      for (const [name, value] of settings) tools.setState(name, value)
      return undefined
    },
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

/** There is no request yet in a handshake: nothing may be asked of it, and nothing done to it. */
function checkHandshake(
  rule: RuleDefinition,
  { name }: Extract<ConnectionStep, { kind: 'handshake' }>,
  node: FilterNode,
): void {
  const why = `since ${name} acts in the TLS handshake with the client, before there is a request`
  const atom = atomsOf(node).find((one) => !connectionAtoms.has(one.name))
  if (atom !== undefined)
    throw refused(
      rule,
      `Expected a filter of ~d, ~src and ~dst, ${why}, got ${JSON.stringify(rule.match)}, which asks for ~${atom.name}.`,
      `Write ~d and a host, or side: upstream, which fails our handshake with the upstream.`,
    )
  if (rule.do.length > 1)
    throw refused(
      rule,
      `Expected ${name} alone in its rule, ${why}, got ${rule.do.length} actions.`,
      'Put the others into a rule of their own.',
    )
}

function atomsOf(node: FilterNode): readonly AtomNode[] {
  if (node.kind === 'atom') return [node]
  return node.kind === 'not' ? atomsOf(node.child) : node.children.flatMap(atomsOf)
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
