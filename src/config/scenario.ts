/** The one scenario of a session: said by an option, or standing in a rule file; and rules that name phases it does not have. */
import { nearest } from '../kit/nearest.ts'
import { invalid } from '../kit/option-table.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { RuleDefinition } from '../model/rule.ts'
import type { Scenario } from '../model/scenario.ts'
import { showPath } from './find.ts'
import type { Settings } from './options.ts'
import { readRuleFile } from './rules/rule-file.ts'
import { readScenario } from './rules/scenario-kind.ts'

/** @throws MiddleboxError rule_invalid */
export async function loadScenario(settings: Settings, cwd: string): Promise<Scenario | undefined> {
  if (settings.scenario !== undefined) return settings.scenario
  let found: { scenario: Scenario; where: string } | undefined
  for (const source of settings.rules ?? []) {
    if (!('file' in source)) continue
    const { scenario } = await readRuleFile(source.file, (path) => showPath(path, cwd))
    if (scenario === undefined) continue
    if (found !== undefined)
      throw new MiddleboxError(
        'rule_invalid',
        `${scenario.where}: Expected one scenario, got a second one.`,
        `The first stands at ${found.where}.`,
      )
    found = { scenario: readScenario(scenario), where: scenario.where }
  }
  return found?.scenario
}

/** @throws MiddleboxError rule_invalid */
export function checkPhases(rules: readonly RuleDefinition[], scenario: Scenario | undefined): void {
  const names = (scenario?.phases ?? []).map(({ name }) => name)
  for (const { name, schedule, place } of rules) {
    const stray = schedule?.phase?.find((phase) => !names.includes(phase))
    if (stray === undefined) continue
    const where =
      place === undefined
        ? `rule ${name}`
        : [place.file, ...(place.line > 0 ? [place.line, place.column] : [])].join(':')
    const expected =
      names.length === 0 ? 'a scenario for the phases of schedule' : `a phase of the scenario (${names.join(', ')})`
    throw invalid(where, expected, names.length === 0 ? 'none' : JSON.stringify(stray), nearest(stray, names))
  }
}
