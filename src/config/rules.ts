/** All rules that a session is told of: quick options first, then rule files, then those of the config file. */
import { facts } from '../kit/files.ts'
import { invalid } from '../kit/option-table.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { RuleDefinition } from '../model/rule.ts'
import { showPath } from './find.ts'
import type { Settings } from './options.ts'
import { readQuickRules } from './rules/quick.ts'
import { uniquelyNamed } from './rules/quick-rule.ts'
import type { Reading } from './rules/read-attributes.ts'
import { readRules } from './rules/read-rules.ts'
import { readRuleFile } from './rules/rule-file.ts'

/** `fresh` tells one reading of a changed module from the one before. @throws MiddleboxError rule_invalid, filter_invalid, config_invalid */
export async function loadRules(settings: Settings, cwd: string, fresh?: number): Promise<RuleDefinition[]> {
  const reading: Reading = { base: cwd, paths: [] }
  const quick = uniquelyNamed(await readQuickRules(settings, reading))
  await checkPaths(reading, cwd)
  const rules: RuleDefinition[] = []
  for (const source of settings.rules ?? []) {
    if ('file' in source) rules.push(...(await loadRuleFile(source.file, cwd, fresh, rules.length)))
    else {
      const inline: Reading = { base: source.base, paths: [] }
      rules.push(...readRules([source.rule], inline, rules.length))
      await checkPaths(inline, cwd)
    }
  }
  const all = [...quick, ...rules]
  checkNames(all)
  return all
}

/** The rules of one file. @throws MiddleboxError rule_invalid, filter_invalid, config_invalid */
export async function loadRuleFile(path: string, cwd: string, fresh?: number, start = 0): Promise<RuleDefinition[]> {
  const { items, base } = await readRuleFile(path, (file) => showPath(file, cwd), fresh)
  const reading: Reading = { base, paths: [] }
  const rules = readRules(items, reading, start)
  checkNames(rules)
  await checkPaths(reading, cwd)
  return rules
}

/** A missing file shall be told at start, not at the first request. */
async function checkPaths({ paths }: Reading, cwd: string): Promise<void> {
  for (const { path, must, where } of paths) {
    const kind = (await facts(path).catch(() => undefined))?.kind
    if (kind === 'file' || (must !== 'file' && kind === 'directory')) continue
    const shown = JSON.stringify(showPath(path, cwd))
    throw invalid(where, `a ${must}`, `${shown}, which ${kind === undefined ? 'does not exist' : 'is none'}`)
  }
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
