/** A part of the screen: rows with the ground they stand on. */
import type { Ground } from '../theme/paint.ts'
import type { Line } from '../parts/line.ts'

export type RegionRow = { readonly line: Line; readonly ground?: Ground }

/** Exactly `rows` rows: cut, or filled with empty ones. */
export function fillRows(lines: readonly RegionRow[], rows: number): RegionRow[] {
  const filled = lines.slice(0, rows)
  while (filled.length < rows) filled.push({ line: [] })
  return filled
}

export function plainRows(lines: readonly Line[]): RegionRow[] {
  return lines.map((line) => ({ line }))
}
