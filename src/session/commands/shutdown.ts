/** `shutdown`: the end, as after a signal. */
import { defineCommand } from './command.ts'

export const shutdown = defineCommand({
  name: 'shutdown',
  summary: 'lets what runs finish and ends the program',
  group: 'session',
  options: {},
  run(_values, { host }) {
    host.shutdown()
    return { stopping: true }
  },
})
