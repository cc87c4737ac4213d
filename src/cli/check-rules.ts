/** Rules compiled before anything is started, so that a wrong one ends as a wrong option does. */
import type { RuleDefinition } from '../model/rule.ts'
import { rulePartsOf } from '../pipeline/rules.ts'
import { type CompiledRule, compileRule } from '../pipeline/rules/compile-rule.ts'
import { faultAction } from '../pipeline/rules/fault-action.ts'

/** @throws MiddleboxError rule_invalid, filter_invalid */
export function checkCompiled(rules: readonly RuleDefinition[]): CompiledRule[] {
  const parts = rulePartsOf({ filterOptions: {}, more: [faultAction] })
  return rules.map((rule) => compileRule(rule, parts))
}
