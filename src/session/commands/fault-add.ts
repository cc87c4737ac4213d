/** `fault-add`: a rule with one fault, in the short form of `--fault`. */
import { loadRules } from '../../config/rules.ts'
import { addRules } from './parts/add-rules.ts'
import { defineCommand } from './command.ts'

export const faultAdd = defineCommand({
  name: 'fault-add',
  summary: 'adds a rule that injects a fault',
  group: 'rules',
  options: {
    fault: { kind: 'text', summary: "as after --fault: 'latency:800,jitter=200 @30% ~d api'" },
    filter: { kind: 'text', summary: 'where, when the fault does not say it', default: '' },
  },
  run: async ({ fault, filter }, { rules, host }) =>
    addRules(rules, await loadRules({ fault: [filter === '' ? fault : `${fault} ${filter}`] }, host.cwd)),
})
