/** `rule-replace`: another rule in the place of one. */
import { readRuleValue } from '../../config/rules.ts'
import { placeOfRule } from '../rule-book.ts'
import { defineCommand } from './command.ts'
import { ruleName } from './parts/subjects.ts'

export const ruleReplace = defineCommand({
  name: 'rule-replace',
  summary: 'puts another rule in the place of one',
  group: 'rules',
  options: {
    name: ruleName,
    rule: { kind: 'json', summary: 'the rule as in a rule file; without a name it keeps the old one' },
  },
  async run({ name, rule }, { rules, host }) {
    const read = await readRuleValue(rule, 'rule', host.cwd)
    const named = typeof rule === 'object' && rule !== null && 'name' in rule ? read : { ...read, name }
    await rules.change((all) => all.with(placeOfRule(all, name), named))
    return { replaced: name, name: named.name }
  },
})
