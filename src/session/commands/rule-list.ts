/** `rule-list`: all rules in their order, explained. */
import { defineCommand } from './command.ts'
import { shownRule } from './parts/shown-rule.ts'

export const ruleList = defineCommand({
  name: 'rule-list',
  summary: 'lists the rules in the order in which they act',
  group: 'rules',
  options: {},
  run: (_values, { rules }) => rules.list().map(shownRule),
})
