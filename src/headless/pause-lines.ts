/** The lines of breakpoints, as shapes: that something waits, and that it waits no more. */
import { instant, version } from './line-parts.ts'
import { described, literal, object, oneOf, optional, text, type Infer } from './schema.ts'

export const paused = object({
  type: literal('paused'),
  v: version,
  id: described(text, 'The exchange that waits.'),
  pause: described(text, 'The id that the commands resume, edit, drop and answer take.'),
  part: described(oneOf('request', 'response', 'message'), 'What of it waits.'),
  since: instant,
  until: optional(described(text, 'When it goes on, or not, by itself.')),
  then: oneOf('resume', 'drop'),
  rule: text,
})

export const resumed = object({
  type: literal('resumed'),
  v: version,
  id: text,
  pause: text,
  at: instant,
  reason: oneOf('resumed', 'edited', 'dropped', 'answered', 'timeout', 'gone', 'closed'),
})

export type PausedLine = Infer<typeof paused>
export type ResumedLine = Infer<typeof resumed>
