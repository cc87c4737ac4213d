/** A line wrapped into rows of a width. */
import { lengthWithin, widthOf } from '../kit/width.ts'
import type { ContentRow, ContentSpan } from './document.ts'

/** At least one row; each takes at most `width` columns, unless a single character is wider than that. */
export function wrap(line: ContentRow, width: number): readonly ContentRow[] {
  let length = 0
  for (const [text] of line) length += text.length
  // No character is wider than two columns.
  if (length * 2 <= width) return [line]
  const rows: ContentSpan[][] = []
  let row: ContentSpan[] = []
  let room = width
  for (const [text, kind] of line) {
    let rest = text
    while (rest !== '') {
      const columns = widthOf(rest)
      if (columns <= room) {
        row.push(span(rest, kind))
        room -= columns
        break
      }
      const length = room > 0 ? lengthWithin(rest, room) : 0
      // A character of two columns before a border one column away goes on the next row.
      const fits = length > 0 && (widthOf(rest.slice(0, length)) <= room || row.length === 0)
      if (fits) row.push(span(rest.slice(0, length), kind))
      rest = fits ? rest.slice(length) : rest
      rows.push(row)
      row = []
      room = width
    }
  }
  if (row.length > 0 || rows.length === 0) rows.push(row)
  return rows
}

function span(text: string, kind: ContentSpan[1]): ContentSpan {
  return kind === undefined ? [text] : [text, kind]
}
