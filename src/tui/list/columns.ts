/** Which columns the list has at which width. What may be long shares what the others leave. */

export type ColumnName = 'time' | 'method' | 'status' | 'target' | 'host' | 'path' | 'type' | 'size' | 'took' | 'marks'

export type Column = {
  readonly name: ColumnName
  readonly head: string
  readonly width: number
  readonly right?: boolean
}

const fixed = {
  time: { name: 'time', head: 'time', width: 8 },
  method: { name: 'method', head: 'method', width: 7 },
  status: { name: 'status', head: 'code', width: 4 },
  type: { name: 'type', head: 'type', width: 8 },
  size: { name: 'size', head: 'size', width: 8, right: true },
  took: { name: 'took', head: 'took', width: 8, right: true },
} as const satisfies Partial<Record<ColumnName, Column>>

/** Columns of the gutter before, and between two. */
export const gutter = 2
export const gap = 1

export function columnsFor(width: number): readonly Column[] {
  if (width < 100) {
    const marks = width < 60 ? 8 : 16
    return filled(
      [fixed.method, fixed.status, { name: 'target', head: 'host and path', width: 0 }, fixed.took, marksOf(marks)],
      width,
    )
  }
  const marks = marksOf(Math.max(16, Math.floor(width / 8)))
  const host: Column = { name: 'host', head: 'host', width: Math.min(36, Math.max(16, Math.floor(width / 6))) }
  const path: Column = { name: 'path', head: 'path', width: 0 }
  const { time, method, status, type, size, took } = fixed
  const kind = width < 110 ? [] : [type]
  return filled([time, method, status, host, path, ...kind, size, took, marks], width)
}

function marksOf(width: number): Column {
  return { name: 'marks', head: 'marks', width }
}

function filled(columns: readonly Column[], width: number): Column[] {
  const used = columns.reduce((sum, column) => sum + column.width, gutter + gap * (columns.length - 1))
  return columns.map((column) => (column.width === 0 ? { ...column, width: Math.max(8, width - used) } : column))
}
