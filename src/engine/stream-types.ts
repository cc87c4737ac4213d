/** Which answers are streams: shown when they open, since they may never end. */
import { getField } from '../kit/fields.ts'
import type { ResponseHead } from '../model/message.ts'

/** Answers that are meant to go on: shown when they open, since they may never end. Other chunked answers are just answers. */
const streamTypes = /^(text\/event-stream|application\/(x-ndjson|stream\+json|grpc)|multipart\/x-mixed-replace)/i

export function isStream({ fields }: ResponseHead): boolean {
  return streamTypes.test(getField(fields, 'content-type') ?? '')
}

/** Server-Sent Events that can be read as they pass; encoded ones are only kept. */
export function isEventStream({ fields }: ResponseHead): boolean {
  const type = getField(fields, 'content-type')
  return (
    type !== undefined &&
    /^text\/event-stream\b/i.test(type) &&
    (getField(fields, 'content-encoding') ?? 'identity') === 'identity'
  )
}
