/** `paused`: what waits, with its heads and bodies. */
import { defineCommand } from './command.ts'
import { shownPaused } from './parts/shown-paused.ts'

export const paused = defineCommand({
  name: 'paused',
  summary: 'lists what is paused',
  group: 'breakpoints',
  options: {},
  run: (_values, { desk }) => desk.list().map(shownPaused),
})
