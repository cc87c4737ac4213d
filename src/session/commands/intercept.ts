/** `intercept`: a rule that pauses what its filter matches, or no such rule any more. */
import { loadRules } from '../../config/rules.ts'
import { defineCommand } from './command.ts'

export const intercept = defineCommand({
  name: 'intercept',
  summary: 'pauses what a filter matches, in place of an earlier filter; without one nothing is paused any more',
  group: 'breakpoints',
  options: {
    filter: { kind: 'text', summary: "a filter: '~q & ~d api' for requests, '~s' for responses", default: '' },
  },
  async run({ filter }, { rules, host }) {
    const added = filter === '' ? [] : await loadRules({ intercept: [filter] }, host.cwd)
    await rules.change((all) => [...all.filter(({ name }) => !/^intercept( #\d+)?$/.test(name)), ...added])
    return { intercept: filter === '' ? null : filter }
  },
})
