/** `rule-add`: a rule as it could stand in a file. */
import { readRuleValue } from '../../config/rules.ts'
import { addRules } from './parts/add-rules.ts'
import { defineCommand } from './command.ts'

export const ruleAdd = defineCommand({
  name: 'rule-add',
  summary: 'adds a rule after the others',
  group: 'rules',
  options: { rule: { kind: 'json', summary: 'the rule as in a rule file: { name, match, do, … }' } },
  run: async ({ rule }, { rules, host }) => addRules(rules, [await readRuleValue(rule, 'rule', host.cwd)]),
})
