/** `resume`: something paused goes on, as it is or as it was edited. */
import { defineCommand } from './command.ts'
import { pausedId, pausedOf } from './parts/subjects.ts'

export const resume = defineCommand({
  name: 'resume',
  summary: 'lets something paused go on',
  group: 'breakpoints',
  options: { id: pausedId },
  run({ id }, { desk }) {
    const { id: pause } = pausedOf(desk, id)
    desk.release(pause, { kind: 'resume' })
    return { resumed: pause }
  },
})
