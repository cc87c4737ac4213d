/** A line in rows of a width: what comes from the wire may be long, and its end matters as much as its beginning. */
import { lengthWithin, widthOf } from '../../kit/width.ts'
import type { Line, Span } from '../parts/line.ts'

/** Columns that may stay empty for the sake of a word. */
const longestWord = 20

/** At least one row. Rows after the first begin with `indent` blanks. */
export function wrapLine(line: Line, width: number, indent = 0): Line[] {
  const rows: Span[][] = [[]]
  const blanks = Math.min(indent, Math.max(0, width - 10))
  let room = width
  for (const [text, style] of line) {
    let rest = text
    for (;;) {
      const columns = widthOf(rest)
      if (columns <= room) {
        if (rest !== '') rows.at(-1)!.push(spanOf(rest, style))
        room -= columns
        break
      }
      const length = wordEnd(rest, lengthWithin(rest, Math.max(1, room)), room < width / 2)
      // A wide character before a border one column away goes on the next row, unless nothing else does.
      const fits = widthOf(rest.slice(0, length)) <= room || room >= width - blanks
      if (fits) {
        rows.at(-1)!.push(spanOf(rest.slice(0, length), style))
        rest = rest.slice(length)
      }
      rows.push(blanks > 0 ? [[' '.repeat(blanks)]] : [])
      room = width - blanks
    }
  }
  return rows
}

/** Behind the last blank, where one is near the end: words stay whole, and long values are cut where they must be. */
function wordEnd(text: string, length: number, little: boolean): number {
  const blank = text.lastIndexOf(' ', length - 1) + 1
  return blank > 0 && blank > length - longestWord && (little || blank > length / 2) ? blank : length
}

function spanOf(text: string, style: Span[1]): Span {
  return style === undefined ? [text] : [text, style]
}
