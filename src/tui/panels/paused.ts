/** What waits for a decision, with what it waits for and how long. */
import { readableBytes, readableDuration } from '../../kit/readable.ts'
import { sanitize } from '../../kit/sanitize.ts'
import { asUtf8 } from '../../kit/utf8-text.ts'
import { truncate } from '../../kit/width.ts'
import type { Paused } from '../../model/paused.ts'
import { previewOf } from '../detail/stream/message-line.ts'
import type { Line, Span } from '../parts/line.ts'

/** Columns of a message that tell it from others, and leave room for where it goes. */
const previewColumns = 36

export function pausedLines(paused: readonly Paused[], now: number): Line[] {
  return paused.map(({ at, since, until, then, rule, request, response, message, edited }): Line => [
    [' ‖ ', 'warning'],
    [at.padEnd(9), 'bold'],
    [`${readableDuration(Math.max(0, now - since))} `.padStart(9), 'dim'],
    ...messageSpans(message),
    [`${sanitize(request.method)} ${sanitize(asUtf8(request.url))}`],
    [response === undefined ? '' : `  ${response.status}`, 'accent'],
    [edited ? '  edited' : '', 'changed'],
    [until === undefined ? '' : `  ${then} in ${readableDuration(Math.max(0, until - now))}`, 'dim'],
    [`  ${sanitize(rule)}`, 'dim'],
  ])
}

/** Of a message what its own list shows; nothing of a request or a response. */
function messageSpans(message: Paused['message']): Span[] {
  if (message === undefined) return []
  const { direction, kind, data } = message
  return [
    [direction === 'up' ? '↑ ' : '↓ ', direction === 'up' ? 'accent' : 'ok'],
    [`${kind} ${readableBytes(data.length)}  `, 'dim'],
    [`${truncate(previewOf(message, data), previewColumns)}  `, 'bold'],
  ]
}

export const nothingPaused: readonly Line[] = [
  [
    ['  Nothing waits. ', 'dim'],
    ['i', 'key'],
    [' sets a breakpoint.', 'dim'],
  ],
]
