/** Text at both ends of a row. */
import { widthOf } from '../../kit/width.ts'
import type { Line } from './line.ts'

export function lineWidth(line: Line): number {
  let width = 0
  for (const [text] of line) width += widthOf(text)
  return width
}

/**
 * `left` and then, as far to the right as it goes, `right`. Where both do not fit, the right one gives way piece by piece from
 * its own left, so that what stands last is seen longest.
 */
export function spread(left: Line, right: readonly Line[], columns: number): Line {
  const room = columns - lineWidth(left)
  const kept: Line[] = []
  let used = 0
  for (const piece of right.toReversed()) {
    const width = lineWidth(piece)
    if (used + width + 1 > room) break
    kept.unshift(piece)
    used += width
  }
  if (kept.length === 0) return left
  return [...left, [' '.repeat(room - used)], ...kept.flat()]
}
