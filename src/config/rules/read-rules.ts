/** Rules as they are written, in a rule file or under `rules:` in a config file, read into definitions. */
import { actions, findAction } from '../../actions/index.ts'
import { parseFilter } from '../../filter/index.ts'
import { parseDuration } from '../../kit/duration.ts'
import { invalid } from '../../kit/option-table.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { ActionDefinition, RuleDefinition } from '../../model/rule.ts'
import type { Entry, Located } from '../located.ts'
import { type Reading, readAttributes, listOf, readInteger, readText } from './read-attributes.ts'
import { readFaultAction } from './read-fault.ts'
import { placed, unknownWord, wrong } from './wrong.ts'

/** The keys of a rule, in the order in which they are shown, with what they mean. */
export const ruleKeys = {
  name: 'what it is called; unique',
  match: 'a filter; without one it takes every request',
  enabled: 'false turns it off',
  chance: 'the share of matching requests that it acts on: 0.3 or 30%',
  first: 'acts on the first N matching requests only',
  every: 'acts on every Nth matching request',
  after: 'leaves the first N matching requests alone',
  times: 'stops after it has acted N times',
  schedule:
    'when it acts, counted from the start, or in which phases of the scenario: { from: 10s, until: 1m }, { phase: outage }',
  group: 'rules of one group share their draw for a time: a name, or { name: db, period: 5s }',
  requires: 'states that must be as said: { cart: full }; one that no rule has set is Started',
  sets: 'what states become when it acts: { cart: full }',
  do: 'what it does, in order',
} as const

type RuleKey = keyof typeof ruleKeys

export const actionNames: readonly string[] = [...actions.map(({ name }) => name), 'fault']

/** `start`: rules before these, for the names of those that have none. @throws MiddleboxError rule_invalid, filter_invalid, not_in_this_version */
export function readRules(items: readonly Located[], reading: Reading, start = 0): RuleDefinition[] {
  return items.map((item, index) => readRule(item, start + index + 1, reading))
}

function readRule(value: Located, number: number, reading: Reading): RuleDefinition {
  if (value.kind !== 'map') throw wrong(value, 'a rule, which is a map with match and do')
  const entries = new Map<RuleKey, Entry>()
  for (const entry of value.entries) {
    if (!Object.hasOwn(ruleKeys, entry.key))
      throw unknownWord(entry.where, `one of ${Object.keys(ruleKeys).join(', ')}`, entry.key, Object.keys(ruleKeys))
    entries.set(entry.key as RuleKey, entry)
  }
  const read = <T>(key: RuleKey, parse: (value: Located) => T): { [K in RuleKey]?: T } => {
    const entry = entries.get(key)
    return entry === undefined ? {} : { [key]: parse(entry.value) }
  }
  const steps = entries.get('do')
  if (steps === undefined) throw invalid(value.where, 'do: the actions of the rule', 'none')
  return {
    name: `rule ${number}`,
    ...read('name', readName),
    match: '',
    ...read('match', readMatch),
    enabled: true,
    ...read('enabled', readSwitch),
    chance: 1,
    ...read('chance', readChance),
    ...read('first', (one) => readInteger(one, 1, Infinity)),
    ...read('every', (one) => readInteger(one, 1, Infinity)),
    ...read('after', (one) => readInteger(one, 0, Infinity)),
    ...read('times', (one) => readInteger(one, 1, Infinity)),
    ...read('schedule', readSchedule),
    ...read('group', readGroup),
    ...read('requires', readStates),
    ...read('sets', readStates),
    do: readActions(steps.value, reading),
    place: placeOf(value.where),
  } as RuleDefinition
}

/** Names are shown in terminals and in answers. */
function readName(value: Located): string {
  const name = readText(value, 'a name')
  if (name.trim() === '' || /[\x00-\x1f\x7f-\x9f]/.test(name)) throw wrong(value, 'a name of one line of text')
  return name
}

function readMatch(value: Located): string {
  if (value.kind === 'scalar' && value.value === null) return ''
  const text = readText(value, 'a filter such as "~d payments & ~m POST"')
  try {
    parseFilter(text)
    return text
  } catch (error) {
    throw placed(value.where, error)
  }
}

function readSwitch(value: Located): boolean {
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value
  throw wrong(value, 'true or false')
}

function readChance(value: Located): number {
  const given = value.kind === 'scalar' ? String(value.value) : ''
  const [, number, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(given.trim()) ?? []
  const share = number === undefined ? NaN : Number(number) / (percent ? 100 : 1)
  if (share >= 0 && share <= 1) return share
  throw wrong(value, 'a share from 0 to 1, or from 0% to 100%')
}

function readSchedule(value: Located): RuleDefinition['schedule'] {
  if (value.kind !== 'map') throw wrong(value, 'a schedule such as { from: 10s, until: 1m }')
  const schedule: { from?: number; until?: number; phase?: string[] } = {}
  for (const { key, where, value: one } of value.entries) {
    if (key === 'phase') {
      schedule.phase = listOf(one).map((name) => readText(name, 'the name of a phase'))
      continue
    }
    if (key !== 'from' && key !== 'until')
      throw unknownWord(where, 'from, until or phase', key, ['from', 'until', 'phase'])
    const time = one.kind === 'scalar' ? parseDuration(String(one.value)) : undefined
    if (time === undefined) throw wrong(one, 'a duration such as 10s or 1m30s')
    schedule[key] = time
  }
  const { from = 0, until = Infinity } = schedule
  if (until <= from) throw invalid(value.where, 'until after from', 'a schedule that never acts')
  return schedule
}

function readStates(value: Located): Record<string, string> {
  if (value.kind !== 'map') throw wrong(value, 'a map of states such as { cart: full }')
  return Object.fromEntries(value.entries.map(({ key, value: one }) => [key, readText(one, `a text for ${key}`)]))
}

/** How long a group's draw holds when nothing is said. */
const groupPeriod = 1_000

function readGroup(value: Located): RuleDefinition['group'] {
  if (value.kind !== 'map') return { name: readText(value, 'the name of a group'), period: groupPeriod }
  let name: string | undefined
  let period: number | undefined = groupPeriod
  for (const { key, where, value: one } of value.entries) {
    if (key === 'name') name = readText(one, 'the name of a group')
    else if (key !== 'period') throw unknownWord(where, 'name or period', key, ['name', 'period'])
    else period = one.kind === 'scalar' ? parseDuration(String(one.value)) : undefined
    if (period === undefined || period <= 0) throw wrong(one, 'a duration such as 5s')
  }
  if (name === undefined) throw invalid(value.where, 'the name of a group', 'none')
  return { name, period }
}

function readActions(value: Located, reading: Reading): ActionDefinition[] {
  const items = value.kind === 'list' ? value.items : [value]
  if (items.length === 0) throw wrong(value, 'at least one action')
  return items.map((item) => readAction(item, reading))
}

function readAction(item: Located, reading: Reading): ActionDefinition {
  const [entry, second] = actionEntries(item)
  if (entry === undefined) throw wrong(item, `an action such as "respond: { status: 503 }"`)
  if (second !== undefined) throw invalid(second.where, 'one action in each item of do', JSON.stringify(second.key))
  const { key, where, value } = entry
  if (key === 'fault') return readFaultAction(value)
  const action = findAction(key)
  if (action === undefined) {
    throw unknownWord(where, 'the name of an action', key, actionNames)
  }
  const attributes = readAttributes(action.attributes, value, reading)
  const problem = action.check?.(attributes)
  if (problem !== undefined) throw new MiddleboxError('rule_invalid', `${where}: ${problem}.`)
  if (action.ready !== undefined)
    (reading.checks ??= []).push({ where, problem: () => action.ready!(attributes as never) })
  return { action: key, attributes }
}

/** `- block` is an action without attributes. */
function actionEntries(item: Located): readonly Entry[] {
  if (item.kind === 'map') return item.entries
  if (item.kind !== 'scalar' || typeof item.value !== 'string') return []
  return [{ key: item.value, where: item.where, value: { where: item.where, kind: 'scalar', value: null } }]
}

/** `rules.yml:3:5` in its parts; places in modules have no line. */
function placeOf(where: string): NonNullable<RuleDefinition['place']> {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(where) ?? []
  return file === undefined ? { file: where, line: 0, column: 0 } : { file, line: Number(line), column: Number(column) }
}
