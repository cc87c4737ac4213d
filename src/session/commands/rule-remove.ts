/** `rule-remove`: a rule acts no more and is gone. */
import { placeOfRule } from '../rule-book.ts'
import { defineCommand } from './command.ts'
import { ruleName } from './parts/subjects.ts'

export const ruleRemove = defineCommand({
  name: 'rule-remove',
  summary: 'removes a rule; one of a file comes back when the file changes',
  group: 'rules',
  options: { name: ruleName },
  async run({ name }, { rules }) {
    await rules.change((all) => all.toSpliced(placeOfRule(all, name), 1))
    return { removed: name }
  },
})
