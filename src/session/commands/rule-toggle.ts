/** `rule-toggle`: a rule is turned off and on. */
import { placeOfRule } from '../rule-book.ts'
import { defineCommand } from './command.ts'
import { ruleName } from './parts/subjects.ts'

export const ruleToggle = defineCommand({
  name: 'rule-toggle',
  summary: 'turns a rule off or on',
  group: 'rules',
  options: {
    name: ruleName,
    to: { kind: 'choice', summary: 'which way', choices: ['other', 'on', 'off'], default: 'other' },
  },
  async run({ name, to }, { rules }) {
    let enabled = false
    await rules.change((all) => {
      const at = placeOfRule(all, name)
      const rule = all[at]!
      enabled = to === 'other' ? !rule.enabled : to === 'on'
      return all.with(at, { ...rule, enabled })
    })
    return { name, enabled }
  },
})
