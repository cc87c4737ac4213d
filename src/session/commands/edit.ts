/** `edit`: something paused is changed; it goes on waiting unless told otherwise. */
import type { Paused } from '../../model/paused.ts'
import { defineCommand } from './command.ts'
import { answerOptions, contentOptions, readEdit, requestOptions } from './parts/message-arguments.ts'
import { shownPaused } from './parts/shown-paused.ts'
import { pausedId, pausedOf } from './parts/subjects.ts'

export const edit = defineCommand({
  name: 'edit',
  summary: 'changes something paused: its start line, header fields or content',
  group: 'breakpoints',
  options: {
    id: pausedId,
    ...requestOptions,
    ...answerOptions,
    ...contentOptions,
    resume: { kind: 'boolean', summary: 'true = it goes on at once', default: false },
  },
  run({ id, resume, ...given }, { desk }) {
    const paused = pausedOf(desk, id)
    const changed = desk.edit(paused.id, readEdit(given, fieldsOf(paused)))
    if (resume) desk.release(paused.id, { kind: 'resume' })
    return shownPaused(changed)
  },
})

function fieldsOf({ at, request, response }: Paused): readonly string[] {
  return at === 'response' ? response!.fields : at === 'request' ? request.fields : []
}
