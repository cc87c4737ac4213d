/** `rule-move`: a rule acts earlier or later than it did. */
import { placeOfRule } from '../rule-book.ts'
import { defineCommand } from './command.ts'
import { ruleName } from './parts/subjects.ts'

export const ruleMove = defineCommand({
  name: 'rule-move',
  summary: 'moves a rule to another place in the order',
  group: 'rules',
  options: {
    name: ruleName,
    to: { kind: 'integer', summary: 'the place, the first is 1; past the end is last', min: 1 },
  },
  async run({ name, to }, { rules }) {
    let place = to
    await rules.change((all) => {
      const at = placeOfRule(all, name)
      const rest = all.toSpliced(at, 1)
      place = Math.min(to, all.length)
      return rest.toSpliced(place - 1, 0, all[at]!)
    })
    return { name, place }
  },
})
