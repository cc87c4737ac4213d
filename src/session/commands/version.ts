/** `version`: who answers. */
import { defineCommand } from './command.ts'

export const version = defineCommand({
  name: 'version',
  summary: 'tells the version, the listeners and the seed',
  group: 'session',
  options: {},
  run: (_values, { host, listeners, options }) => ({
    version: host.version,
    listeners: listeners.map(({ mode, url, port }) => ({ mode, url, port })),
    seed: options.seed,
  }),
})
