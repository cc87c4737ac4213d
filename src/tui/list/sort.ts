/** By what the list can be ordered, and the value each row is ordered by. */
import type { Subject } from './row.ts'

export const sortColumns = ['time', 'method', 'status', 'host', 'size', 'took'] as const

export type SortColumn = (typeof sortColumns)[number]

export type Sort = { readonly column: SortColumn; readonly descending: boolean }

export const byTime: Sort = { column: 'time', descending: false }

/** Rows in another order; equals stay in order of arrival. The list given is not changed. */
export function sortRows<R>(rows: readonly R[], sort: Sort, subjectOf: (row: R) => Subject | undefined): R[] {
  if (sort.column === 'time') return sort.descending ? rows.toReversed() : [...rows]
  const keyed = rows.map((row) => ({ row, key: sortKey(subjectOf(row), sort.column) }))
  const sign = sort.descending ? -1 : 1
  return keyed.sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row)
}

function sortKey(subject: Subject | undefined, column: SortColumn): number | string {
  const isText = column === 'host' || column === 'method'
  if (subject === undefined) return isText ? '' : -1
  if ('authority' in subject) return column === 'host' ? subject.authority : isText ? '' : -1
  switch (column) {
    case 'method':
      return subject.method
    case 'status':
      return subject.status ?? 0
    case 'host':
      return subject.url.replace(/^[a-z]+:\/\//, '')
    case 'size':
      return subject.responseBody.size
    case 'time':
      return 0
    case 'took':
      return (subject.endedAt ?? subject.startedAt) - subject.startedAt
    default:
      return column satisfies never
  }
}
