/** The rules of a file, compiled: whatever would be refused at a start is refused here. */
import { resolve } from 'node:path'
import { loadRuleFile } from '../../../config/rules.ts'
import { checkPhases, loadScenario } from '../../../config/scenario.ts'
import { systemClock } from '../../../kit/clock.ts'
import type { RuleDefinition } from '../../../model/rule.ts'
import type { CompiledRule } from '../../../pipeline/rules/compile-rule.ts'
import { checkCompiled } from '../../check-rules.ts'
import type { CliWorld } from '../../world.ts'

/** @throws MiddleboxError rule_invalid, filter_invalid, config_invalid */
export async function loadCompiled(world: Pick<CliWorld, 'cwd'>, file: string): Promise<CompiledRule[]> {
  const path = resolve(world.cwd(), file)
  const rules = await loadRuleFile(path, world.cwd())
  checkPhases(rules, await loadScenario({ rules: [{ file: path }] }, world.cwd()))
  const compiled = checkCompiled(rules)
  await checkScripts(rules)
  return compiled
}

/** Scripts are loaded and let go. */
async function checkScripts(rules: readonly RuleDefinition[]): Promise<void> {
  if (!rules.some(({ do: steps }) => steps.some(({ action }) => action === 'script'))) return
  const { createSessionScripts } = await import('../../../session/session-scripts.ts')
  const prepared = await createSessionScripts(systemClock).prepare(rules)
  prepared.discard()
}

/** The line that begins what is said of a rule. */
export function titleOf({ definition: { name, place } }: CompiledRule, index: number): string {
  const where = place === undefined ? '' : ` (${place.line > 0 ? `line ${place.line}` : place.file})`
  return `${index + 1}. ${name}${where}\n`
}
