/** Upstreams that nobody listens at yet, before the first exchange: what to do about them, as far as there is room. */
import { sanitize } from '../../kit/sanitize.ts'
import { widthOf } from '../../kit/width.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import type { Line, Style } from '../parts/line.ts'
import type { TuiSource } from '../source.ts'

type Absent = ReturnType<TuiSource['absent']>

/** Upstreams told of in full: where several are missing, nothing was started yet. */
const most = 2

/** `logKey` opens the log, which has them all. In fewer than `rows` rows, unless the shortest has more; the first is empty. */
export function absentLines(absent: Absent, columns: number, rows: number, logKey: string): Line[] {
  if (absent.length === 0) return []
  for (let told = Math.min(most, absent.length); told > 0; told--) {
    const lines = absent
      .slice(0, told)
      .flatMap(({ message, advice }) => [
        [],
        ...worded(`${capital(message)}.`, 'warning', columns),
        ...worded(advice, 'plain', columns),
      ])
    const more = absent.length - told
    if (more > 0) lines.push([[`  And ${more} more: ${logKey} opens the log, which has them.`, 'dim']])
    if (lines.length <= rows) return lines
  }
  const more = absent.length === 1 ? '' : `, and ${absent.length - 1} more like it`
  return [[], ...worded(`${capital(absent[0]!.message)}${more}: ${logKey} tells what to do.`, 'warning', columns)]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Broken between words only: ports and commands are there to be read. */
function worded(text: string, style: Style, columns: number): Line[] {
  const rows: string[] = []
  for (const word of sanitize(text).split(' ')) {
    const longer = `${rows.at(-1)} ${word}`
    if (rows.length > 0 && widthOf(longer) <= columns - 3) rows[rows.length - 1] = longer
    else rows.push(word)
  }
  return rows.flatMap((row) => wrapLine([['  '], [row, style]], columns - 1, 2))
}
