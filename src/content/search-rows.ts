/** Matches in rows that are all there. */
import type { ContentRow, Hit } from './document.ts'

export function searchRows(rows: readonly ContentRow[], pattern: RegExp, fromRow = 0): Hit[] {
  const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)
  return rows.flatMap((row, index) => {
    if (index < fromRow) return []
    const text = row.map(([piece]) => piece).join('')
    return [...text.matchAll(all)]
      .filter(([found]) => found !== '')
      .map((found) => ({ row: index, from: found.index, to: found.index + found[0].length }))
  })
}
