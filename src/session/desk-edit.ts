/** An edit of what is paused, as it shows: the same change is made to the real thing when it goes on. */
import { MiddleboxError } from '../model/errors.ts'
import type { Paused, PausedBody, PausedEdit } from '../model/paused.ts'

/** @throws MiddleboxError usage when it has no such part, or one that cannot be changed */
export function applyEdit(paused: Paused, edit: PausedEdit): Paused {
  refuseStrangers(paused, edit)
  if (paused.at === 'message') {
    const { message } = paused
    return edit.body === undefined ? paused : { ...paused, message: { ...message!, data: edit.body }, edited: true }
  }
  const { body: _body, ...rest } = edit
  const side = paused.at === 'request' ? paused.request : paused.response!
  const changed = { ...side, ...rest, body: bodyAfter(side.body, edit.body) }
  return { ...paused, [paused.at]: changed, edited: true }
}

function bodyAfter(body: PausedBody, content: Uint8Array | undefined): PausedBody {
  return content === undefined ? body : { data: content, complete: true, plain: true }
}

const parts = {
  request: ['method', 'url', 'fields', 'body'],
  response: ['status', 'reason', 'fields', 'body'],
  message: ['body'],
} as const

function refuseStrangers(paused: Paused, edit: PausedEdit): void {
  const known: readonly string[] = parts[paused.at]
  for (const [name, value] of Object.entries(edit)) {
    if (value === undefined || known.includes(name)) continue
    throw new MiddleboxError('usage', `Expected one of ${known.join(', ')} for a paused ${paused.at}, got ${name}.`)
  }
  const side = paused.at === 'request' ? paused.request : paused.response
  if (paused.at === 'message' || edit.body === undefined || side!.body.complete) return
  throw new MiddleboxError(
    'usage',
    `Expected a body that is held in full to edit, got one of which the first ${side!.body.data.length} bytes are here.`,
    'Bodies over 1 MiB, streams, and bodies that wait for 100 Continue pass as they are.',
  )
}
