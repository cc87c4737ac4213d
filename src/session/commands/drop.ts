/** `drop`: something paused does not go on. */
import { defineCommand } from './command.ts'
import { pausedId, pausedOf } from './parts/subjects.ts'

export const drop = defineCommand({
  name: 'drop',
  summary: 'drops something paused: the connection is reset, over h2 the stream; of a WebSocket only the message goes',
  group: 'breakpoints',
  options: { id: pausedId },
  run({ id }, { desk }) {
    const { id: pause } = pausedOf(desk, id)
    desk.release(pause, { kind: 'drop' })
    return { dropped: pause }
  },
})
