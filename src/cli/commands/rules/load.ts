/** The rules of a file, compiled: whatever would be refused at a start is refused here. */
import { resolve } from 'node:path'
import { loadRuleFile } from '../../../config/rules.ts'
import type { CompiledRule } from '../../../pipeline/rules/compile-rule.ts'
import { checkCompiled } from '../../check-rules.ts'
import type { CliWorld } from '../../world.ts'

/** @throws MiddleboxError rule_invalid, filter_invalid, config_invalid */
export async function loadCompiled(world: Pick<CliWorld, 'cwd'>, file: string): Promise<CompiledRule[]> {
  return checkCompiled(await loadRuleFile(resolve(world.cwd(), file), world.cwd()))
}

/** The line that begins what is said of a rule. */
export function titleOf({ definition: { name, place } }: CompiledRule, index: number): string {
  const where = place === undefined ? '' : ` (${place.line > 0 ? `line ${place.line}` : place.file})`
  return `${index + 1}. ${name}${where}\n`
}
