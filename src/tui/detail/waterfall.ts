/** Spans of time as bars below each other, on one scale. Pure. */
import { fit } from '../../kit/width.ts'
import { readableDuration } from '../../kit/readable.ts'
import type { Line, Style } from '../parts/line.ts'

export type Bar = {
  readonly name: string
  /** ms from the start of the exchange; the name alone when it is not known where it stood. */
  readonly from?: number
  readonly ms: number
  readonly style: Style
  /** Instead of a bar. */
  readonly note?: string
  /** It is not over. */
  readonly open?: boolean
}

const nameWidth = 12
const durationWidth = 9

export function barLines(bars: readonly Bar[], total: number, width: number): Line[] {
  const room = Math.max(8, width - nameWidth - durationWidth - 3)
  const scale = total > 0 ? room / total : 0
  return bars.map(({ name, from, ms, style, note = '', open }): Line => {
    const head: Line = [[`${fit(name, nameWidth)} `, 'dim'], [readableDuration(ms).padStart(durationWidth)], ['  ']]
    if (from === undefined) return [...head, [note, 'dim']]
    const start = Math.max(0, Math.min(room - 1, Math.floor(from * scale)))
    // What happened is seen, however short it was.
    const length = Math.max(1, Math.min(room - start, Math.round(ms * scale)))
    return [
      ...head,
      [' '.repeat(start)],
      [(ms * scale < 0.5 ? '▏' : '█').repeat(length), style],
      [open ? '…' : '', 'dim'],
    ]
  })
}
