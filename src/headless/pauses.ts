/** That an exchange waits at a breakpoint, and that it waits no more: as lines for programs and for people. */
import { readableDuration } from '../kit/readable.ts'
import { sanitize } from '../kit/sanitize.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import { fit } from '../kit/width.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Exchange } from '../model/exchange.ts'
import { toInstant } from './line-pieces.ts'
import type { Paint } from './paint.ts'
import type { PausedLine, ResumedLine } from './pause-lines.ts'

export type PausedEvent = Extract<ProxyEvent, { type: 'paused' }>
export type ResumedEvent = Extract<ProxyEvent, { type: 'resumed' }>

export function pausedLine({ id, pause }: PausedEvent): PausedLine {
  const { id: number, at, since, until, then, rule } = pause
  return {
    type: 'paused',
    v: 1,
    id,
    pause: number,
    part: at,
    since: toInstant(since),
    ...(until !== undefined && { until: toInstant(until) }),
    then,
    rule,
  }
}

export function resumedLine({ id, at, pause, reason }: ResumedEvent): ResumedLine {
  return { type: 'resumed', v: 1, id, pause, at: toInstant(at), reason }
}

export function formatPaused({ pause }: PausedEvent, exchange: Exchange | undefined, paint: Paint): string {
  const { id, at, since, until, then, rule } = pause
  const target = exchange === undefined ? '' : `${exchange.method} ${asUtf8(exchange.url)}`
  const limit = until === undefined ? '' : `, ${then} after ${readableDuration(until - since)}`
  const head = `${paint('dim', timeOf(since))} ${paint('yellow', fit('PAUSED', 7))} ${paint('bold', id)}`
  return `${head} ${at} ${sanitize(target)}  ${paint('dim', sanitize(`${rule}${limit}`))}`
}

export function formatResumed({ at, pause, reason }: ResumedEvent, paint: Paint): string {
  return `${paint('dim', timeOf(at))} ${paint('yellow', fit('PAUSED', 7))} ${paint('bold', pause)} ${reason}`
}

/** The time of day where the user is. */
function timeOf(at: number): string {
  return new Date(at).toTimeString().slice(0, 8)
}
