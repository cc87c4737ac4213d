/** `mock-add`: a rule that answers, in the short form of `--mock`. */
import { loadRules } from '../../config/rules.ts'
import { addRules } from './parts/add-rules.ts'
import { defineCommand } from './command.ts'

export const mockAdd = defineCommand({
  name: 'mock-add',
  summary: 'adds a rule that answers in place of the upstream',
  group: 'rules',
  options: { mock: { kind: 'text', summary: 'as after --mock: \'GET /users => 200 {"users":[]}\'' } },
  run: async ({ mock }, { rules, host }) => addRules(rules, await loadRules({ mock: [mock] }, host.cwd)),
})
