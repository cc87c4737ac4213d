/** Tables for people, on a terminal or in a CI log. */
import type { FloorResult } from './floors.ts'
import { ratioOf, valueOf } from './sampling.ts'
import type { RowResult } from './sampling.ts'

export function rowReport(result: RowResult): string {
  const { row } = result
  const heads = row.columns.flatMap(({ title, ratio }) => (ratio === true ? [title, 'x bare'] : [title]))
  const lines = result.peers
    .filter(({ samples }) => samples.length > 0)
    .map((peer) => [
      peer.peer,
      ...row.columns.flatMap((column) => {
        const value = number(valueOf(peer, column), column.digits)
        return column.ratio === true ? [value, number(ratioOf(result, peer, column), 2)] : [value]
      }),
    ])
  const failures = result.peers.flatMap(({ peer, failed }) =>
    failed === undefined ? [] : [`  ${peer} failed: ${failed}\n`],
  )
  const shared = Math.round(result.neighbours * 100)
  const doubt = shared < 5 ? '' : `  other processes used ${shared} % of the machine meanwhile: numbers are doubtful\n`
  return `\n${row.title} (${row.name})\n${row.what}\n${table([['', ...heads], ...lines])}${failures.join('')}${doubt}`
}

export function floorReport(results: readonly FloorResult[], slack: number): string {
  const lines = results.map(({ row, column, ratio, got, atMost, state }) => [
    state === 'missed' ? 'MISSED' : state,
    `${row} ${column}${ratio === true ? ' x bare' : ''}`,
    number(got, 2),
    number(atMost, 2),
  ])
  const title =
    slack === 1
      ? '\nFloors\n'
      : `\nFloors (near: over, but by less than ${slack} times, or twice that where others disturbed the row)\n`
  return title + table([['', '', 'got', 'at most'], ...lines])
}

/** Names to the left, numbers to the right. */
export function table(lines: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const line of lines) for (const [at, cell] of line.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length)
  const pad = (cell: string, at: number) =>
    /^[-\d.]*$/.test(cell) && cell !== '' ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)
  return lines.map((line) => `  ${line.map(pad).join('  ')}`.trimEnd() + '\n').join('')
}

function number(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-'
}
