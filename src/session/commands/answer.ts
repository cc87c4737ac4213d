/** `answer`: the client of something paused gets this answer. */
import { MiddleboxError } from '../../model/errors.ts'
import { defineCommand } from './command.ts'
import { answerOptions, contentOptions, readEdit } from './parts/message-arguments.ts'
import { pausedId, pausedOf } from './parts/subjects.ts'

export const answer = defineCommand({
  name: 'answer',
  summary: 'answers something paused in place of the upstream',
  group: 'breakpoints',
  options: { id: pausedId, ...answerOptions, ...contentOptions },
  run({ id, ...given }, { desk }) {
    const paused = pausedOf(desk, id)
    if (paused.at === 'message')
      throw new MiddleboxError(
        'usage',
        'Expected a paused request or response to answer, got a WebSocket message.',
        'A message can be edited or dropped.',
      )
    const { status = 200, reason, fields = [], body = new Uint8Array(0) } = readEdit(given, [])
    desk.release(paused.id, {
      kind: 'answer',
      answer: { status, fields, body, ...(reason !== undefined && { reason }) },
    })
    return { answered: paused.id, status }
  },
})
