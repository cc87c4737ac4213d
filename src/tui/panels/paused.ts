/** What waits for a decision, with what it waits for and how long. */
import { readableDuration } from '../../kit/readable.ts'
import { sanitize } from '../../kit/sanitize.ts'
import { asUtf8 } from '../../kit/utf8-text.ts'
import type { Paused } from '../../model/paused.ts'
import type { Line } from '../parts/line.ts'

export function pausedLines(paused: readonly Paused[], now: number): Line[] {
  return paused.map(({ at, since, until, then, rule, request, response, edited }): Line => [
    [' ‖ ', 'warning'],
    [at.padEnd(9), 'bold'],
    [`${readableDuration(Math.max(0, now - since))} `.padStart(9), 'dim'],
    [`${sanitize(request.method)} ${sanitize(asUtf8(request.url))}`],
    [response === undefined ? '' : `  ${response.status}`, 'accent'],
    [edited ? '  edited' : '', 'changed'],
    [until === undefined ? '' : `  ${then} in ${readableDuration(Math.max(0, until - now))}`, 'dim'],
    [`  ${sanitize(rule)}`, 'dim'],
  ])
}

export const nothingPaused: readonly Line[] = [
  [
    ['  Nothing waits. ', 'dim'],
    ['i', 'key'],
    [' sets a breakpoint.', 'dim'],
  ],
]
