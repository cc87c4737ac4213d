/** The quick options as rules, in the order in which mitmproxy applies theirs: block, change where to, answer, change what. */
import { resolve } from 'node:path'
import { respond } from '../../actions/respond.ts'
import { parseFault } from '../../faults/index.ts'
import { invalid } from '../../kit/option-table.ts'
import type { RuleDefinition } from '../../model/rule.ts'
import { expressionFault } from '../expression-fault.ts'
import type { Settings } from '../options.ts'
import { bothWays } from './both-ways.ts'
import { readFileValue } from './file-value.ts'
import { readMock } from './mock.ts'
import { readMockSource } from './mock-source.ts'
import { readModifyHeaders } from './modify-headers.ts'
import { quickRule } from './quick-rule.ts'
import type { Reading } from './read-attributes.ts'
import { definition } from './read-fault.ts'
import { checkFilter, fromPython, literal, readPair, readSpec } from './spec.ts'

/** @throws MiddleboxError rule_invalid, filter_invalid */
export async function readQuickRules(settings: Settings, reading: Reading): Promise<RuleDefinition[]> {
  const {
    blockList = [],
    fault = [],
    mapRemote = [],
    mapLocal = [],
    mock = [],
    modifyBody = [],
    modifyHeaders = [],
  } = settings
  const mocks: RuleDefinition[] = []
  for (const text of mock) mocks.push(await readAnyMock(text, reading))
  const bodies: RuleDefinition[] = []
  for (const text of modifyBody) bodies.push(...(await readModifyBody(text, reading)))
  return [
    ...blockList.map(readBlock),
    ...fault.map(readFault),
    ...mapRemote.map(readMapRemote),
    ...mapLocal.map((text) => readMapLocal(text, reading)),
    ...mocks,
    ...bodies,
    ...(await readModifyHeaders(modifyHeaders, reading.base)),
  ]
}

async function readAnyMock(text: string, reading: Reading): Promise<RuleDefinition> {
  const where = `--mock ${JSON.stringify(text)}`
  const rule = (await readMockSource(text, where, reading.base)) ?? readMock(text, where, reading)
  for (const { attributes } of rule.do) {
    const problem = () => respond.ready!(attributes)
    ;(reading.checks ??= []).push({ where, problem })
  }
  return rule
}

function readBlock(text: string): RuleDefinition {
  const where = `--block-list ${JSON.stringify(text)}`
  const [filter, code] = readPair(text, where, 'filter/status')
  const status = Number(code)
  if (!/^\d{3}$/.test(code) || status < 200 || status > 599)
    throw invalid(where, 'a status from 200 to 599, or 444 to hang up', JSON.stringify(code))
  return quickRule('--block-list', text, filter, { action: 'block', attributes: { status } })
}

function readFault(text: string): RuleDefinition {
  const where = `--fault ${JSON.stringify(text)}`
  const { fault, values, stream, chance, filter } = parseFault(text, where)
  checkFilter(filter, where)
  return { ...quickRule('--fault', text, filter, definition(fault, values, stream)), chance }
}

function readMapRemote(text: string): RuleDefinition {
  const where = `-M ${JSON.stringify(text)}`
  const { filter, subject, replacement } = readSpec(text, where, 'url-regex/replacement')
  checkPattern(subject, where)
  return quickRule('-M', text, filter, {
    action: 'map_remote',
    attributes: { url: subject, to: fromPython(replacement) },
  })
}

function readMapLocal(text: string, { base, paths }: Reading): RuleDefinition {
  const where = `--map-local ${JSON.stringify(text)}`
  const { filter, subject, replacement } = readSpec(text, where, 'url-regex/path')
  checkPattern(subject, where)
  const path = resolve(base, replacement)
  paths.push({ path, must: 'file or directory', where })
  return quickRule('--map-local', text, filter, { action: 'map_local', attributes: { url: subject, path } })
}

async function readModifyBody(text: string, { base }: Reading): Promise<RuleDefinition[]> {
  const where = `-B ${JSON.stringify(text)}`
  const { filter, subject, replacement } = readSpec(text, where, 'regex/replacement')
  checkPattern(subject, where)
  const from = replacement.startsWith('@')
  const value = await readFileValue(replacement, base, where)
  const replace = [{ pattern: subject, with: from ? value.replaceAll('$', '$$$$') : literal(value) }]
  return bothWays('-B', text, filter, (side) => ({ action: 'rewrite', attributes: { [side]: { body: { replace } } } }))
}

function checkPattern(source: string, where: string): void {
  const fault = expressionFault(source)
  if (fault !== undefined) throw invalid(where, 'a regular expression', `${JSON.stringify(source)} (${fault})`)
}
