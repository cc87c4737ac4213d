/** `rule-undo`: the last change of the rules by a command is taken back. */
import { MiddleboxError } from '../../model/errors.ts'
import { defineCommand } from './command.ts'
import { shownRule } from './parts/shown-rule.ts'

export const ruleUndo = defineCommand({
  name: 'rule-undo',
  summary: 'takes back the last change that a command made to the rules',
  group: 'rules',
  options: {},
  async run(_values, { rules }) {
    if (await rules.undo()) return rules.list().map(shownRule)
    throw new MiddleboxError(
      'usage',
      'Expected a change of the rules to take back, got none.',
      'Changes from before a rule file changed cannot be taken back.',
    )
  },
})
