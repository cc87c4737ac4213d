/** The JSON Schema of rule files, for editors: schema/rules.schema.json. */
import { ruleFileSchema } from '../../src/config/rules/schema.ts'

export function renderRulesSchema(): string {
  return `${JSON.stringify(ruleFileSchema(), null, 2)}\n`
}
