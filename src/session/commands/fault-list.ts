/** `fault-list`: the faults there are with their options, for forms. */
import { faults } from '../../faults/index.ts'
import { defineCommand } from './command.ts'

export const faultList = defineCommand({
  name: 'fault-list',
  summary: 'lists the faults that fault-add takes, with their options',
  group: 'rules',
  options: {},
  run: () =>
    faults.map(({ name, summary, family, options, only }) => ({
      name,
      summary,
      family,
      options,
      ...(only && { only }),
    })),
})
