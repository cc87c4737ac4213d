/** `resume-all`: everything paused goes on. */
import { defineCommand } from './command.ts'

export const resumeAll = defineCommand({
  name: 'resume-all',
  summary: 'lets everything paused go on',
  group: 'breakpoints',
  options: {},
  run: (_values, { desk }) => ({ resumed: desk.releaseAll() }),
})
