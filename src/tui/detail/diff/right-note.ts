/** Rows with a remark at the right: on the last row where there is room, on a row of its own where there is none. */
import { truncate, widthOf } from '../../../kit/width.ts'
import type { Line, Style } from '../../parts/line.ts'
import { lineWidth } from '../../parts/spread.ts'

export function withNote(rows: readonly Line[], note: string, width: number, style: Style = 'dim'): Line[] {
  if (note === '') return [...rows]
  const last = rows.at(-1) ?? []
  const room = width - lineWidth(last)
  if (room >= widthOf(note) + 2)
    return [...rows.slice(0, -1), [...last, [' '.repeat(room - widthOf(note))], [note, style]]]
  const cut = truncate(note, Math.max(1, width - 4))
  return [...rows, [[' '.repeat(Math.max(0, width - widthOf(cut)))], [cut, style]]]
}
