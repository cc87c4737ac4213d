/** All rules that a session is told of: quick options first, then rule files, then those of the config file, then scripts. */
import type { Problem } from '../actions/index.ts'
import { facts } from '../kit/files.ts'
import { invalid } from '../kit/option-table.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { RuleDefinition } from '../model/rule.ts'
import { showPath } from './find.ts'
import { locate } from './located.ts'
import type { Settings } from './options.ts'
import { readIntercept } from './rules/intercept.ts'
import { readQuickRules } from './rules/quick.ts'
import { uniquelyNamed } from './rules/quick-rule.ts'
import type { Reading } from './rules/read-attributes.ts'
import { readRules } from './rules/read-rules.ts'
import { readRuleFile } from './rules/rule-file.ts'
import { readScripts } from './rules/scripts.ts'

/** @throws MiddleboxError rule_invalid, filter_invalid, config_invalid */
export async function loadRules(settings: Settings, cwd: string): Promise<RuleDefinition[]> {
  const reading: Reading = { base: cwd, paths: [] }
  const quick = uniquelyNamed(await readQuickRules(settings, reading))
  await checkPaths(reading, cwd)
  const rules: RuleDefinition[] = []
  for (const source of settings.rules ?? []) {
    if ('file' in source) rules.push(...(await loadRuleFile(source.file, cwd, rules.length)))
    else {
      const inline: Reading = { base: source.base, paths: [] }
      rules.push(...readRules([source.rule], inline, rules.length))
      await checkPaths(inline, cwd)
    }
  }
  const scripts = readScripts(settings.script ?? [], cwd)
  await checkPaths(scripts.reading, cwd)
  // Last, so that what is shown is what the other rules made of it.
  const intercepts = (settings.intercept ?? []).map((text) =>
    readIntercept(text, `--intercept ${JSON.stringify(text)}`),
  )
  const all = [...quick, ...rules, ...uniquelyNamed(scripts.rules), ...uniquelyNamed(intercepts)]
  checkNames(all)
  return all
}

/** The rules of one file. @throws MiddleboxError rule_invalid, filter_invalid, config_invalid */
export async function loadRuleFile(path: string, cwd: string, start = 0): Promise<RuleDefinition[]> {
  const { items, base } = await readRuleFile(path, (file) => showPath(file, cwd))
  const reading: Reading = { base, paths: [] }
  const rules = readRules(items, reading, start)
  checkNames(rules)
  await checkPaths(reading, cwd)
  return rules
}

/** One rule as a value, as a rule file could hold it. @throws MiddleboxError rule_invalid, filter_invalid, config_invalid */
export async function readRuleValue(value: unknown, where: string, cwd: string): Promise<RuleDefinition> {
  const reading: Reading = { base: cwd, paths: [] }
  const [rule] = readRules([locate(value, where)], reading)
  await checkPaths(reading, cwd)
  return rule!
}

/** A missing file shall be told at start, not at the first request. */
async function checkPaths({ paths, checks = [] }: Reading, cwd: string): Promise<void> {
  for (const { path, must, where } of paths) {
    const kind = (await facts(path).catch(() => undefined))?.kind
    if ((kind === 'file' && must !== 'directory') || (kind === 'directory' && must !== 'file')) continue
    const shown = JSON.stringify(showPath(path, cwd))
    throw invalid(where, `a ${must}`, `${shown}, which ${kind === undefined ? 'does not exist' : 'is none'}`)
  }
  for (const { where, problem } of checks) {
    const found = await problem()
    if (found !== undefined)
      throw new MiddleboxError('rule_invalid', `${placeOfProblem(found, where, cwd)}: ${found.message}.`)
  }
}

/** In the file that has it, if it is known where. */
function placeOfProblem({ file, line, column = 1 }: Problem, where: string, cwd: string): string {
  if (file === undefined) return where
  return line === undefined ? `${where}: ${showPath(file, cwd)}` : `${showPath(file, cwd)}:${line}:${column}`
}

function checkNames(rules: readonly RuleDefinition[]): void {
  const seen = new Map<string, RuleDefinition>()
  for (const rule of rules) {
    const before = seen.get(rule.name)
    if (before !== undefined) {
      const hint =
        before.place && before.place.line > 0 ? `Another one stands in line ${before.place.line}.` : undefined
      throw new MiddleboxError(
        'rule_invalid',
        `${placeText(rule)}: Expected a name of its own, got ${JSON.stringify(rule.name)} again.`,
        hint,
      )
    }
    seen.set(rule.name, rule)
  }
}

function placeText({ place, name }: RuleDefinition): string {
  if (place === undefined) return name
  return place.line > 0 ? `${place.file}:${place.line}:${place.column}` : place.file
}
