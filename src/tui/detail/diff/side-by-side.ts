/** A diff with a column for every leg: one field a row, what happened to it under the leg where it shows, and why beside it. */
import { pad, truncate, widthOf } from '../../../kit/width.ts'
import type { Line, Span, Style } from '../../parts/line.ts'
import { lineWidth } from '../../parts/spread.ts'
import { shown } from '../message.ts'
import { wrapLine } from '../wrap-line.ts'
import { causeText } from './cause.ts'
import { signs, styleOf } from './cell-style.ts'
import { type Detail, shownTracks, summaryOf } from './context.ts'
import { withNote } from './right-note.ts'
import { type Cell, interestOf, type Track } from './tracks.ts'

/** Heads in columns: of an exchange's legs, or of two exchanges. */
export type Columns = {
  readonly titles: readonly string[]
  readonly tracks: readonly Track[]
  /** Leg of the first column. */
  readonly first: number
  /** What is said where a field is no more. */
  readonly gone: string
}

/** Columns that can be read need so much. */
const columnWidth = 55

/** The longest name that others are aligned to. */
const longestName = 24

const between = '  '

export function columnsIn(width: number, legs: number): number {
  return Math.max(1, Math.min(legs, Math.max(2, Math.floor(width / columnWidth))))
}

export function sideBySide({ titles, tracks, first, gone }: Columns, detail: Detail, width: number): Line[] {
  const count = titles.length
  const each = Math.floor((width - between.length * (count - 1)) / count)
  const nameWidth = nameWidthOf(tracks)
  const rows = shownTracks(tracks, detail).flatMap((one): Line[] => {
    if ('left' in one) return [[[`   … ${one.left} unchanged`, 'dim']]]
    const unchanged = interestOf(one.track) === 'none'
    const cells = titles.map((_title, i) => {
      const cell = one.track[first + i]
      if (cell === undefined) return []
      if (cell.kind === 'removed') return goneRows(cell, gone, each)
      const look = { first: first + i === 0, nameWidth, width: each }
      return unchanged ? [oneRow(cell, look)] : cellRows(cell, look)
    })
    return joinCells(cells, each)
  })
  const head = joinCells(
    titles.map((title) => [[[title, 'bold']]]),
    each,
  )
  return [...(rows.length === 0 ? [] : head), ...rows, [[`  ${summaryOf(tracks)}`, 'dim']]]
}

function nameWidthOf(tracks: readonly Track[]): number {
  const names = tracks.flatMap((track) =>
    track.flatMap((cell) => (cell === undefined ? [] : [widthOf(shown(cell.name))])),
  )
  return Math.min(longestName, Math.max(8, ...names))
}

type Look = { first: boolean; nameWidth: number; width: number }

function goneRows({ kind, causes, name }: Cell, gone: string, width: number): Line[] {
  return withNote(
    [
      [
        [`${signs[kind]} `, 'removed'],
        [gone, 'removed'],
      ],
    ],
    causeText(causes, name),
    width,
  )
}

/** What did not change is not worth more than a row. */
function oneRow(cell: Cell, look: Look): Line {
  const [sign, name, , value] = cellSpans(cell, look)
  return [sign, name, [between], [truncate(value[0], look.width - lineWidth([sign, name]) - between.length), value[1]]]
}

function cellRows(cell: Cell, look: Look): Line[] {
  return withNote(wrapLine(cellSpans(cell, look), look.width, 6), noteOf(cell), look.width)
}

function cellSpans({ kind, name, value }: Cell, { first, nameWidth }: Look) {
  const quiet: Style = first ? 'plain' : 'dim'
  const valueStyle = kind === 'same' ? quiet : kind === 'moved' || kind === 'recased' ? 'plain' : styleOf(kind)
  const nameStyle: Style = kind === 'added' ? 'added' : kind === 'same' && !first ? 'dim' : 'name'
  return [
    [`${signs[kind]} `, styleOf(kind)],
    [pad(shown(name), nameWidth), nameStyle],
    [between],
    [shown(value), valueStyle],
  ] as const satisfies Line
}

function noteOf({ kind, causes, name }: Cell): string {
  const cause = causeText(causes, name)
  if (kind === 'moved') return ['moved', cause].filter((part) => part !== '').join(': ')
  // That only the case is another is seen.
  return kind === 'recased' && cause === '' ? 're-cased' : cause
}

/** Cells beside each other, as high as the highest of them. */
function joinCells(cells: readonly (readonly Line[])[], each: number): Line[] {
  const height = Math.max(1, ...cells.map((rows) => rows.length))
  return Array.from({ length: height }, (_row, y): Line =>
    cells.flatMap((rows, i): Span[] => {
      const line = rows[y] ?? []
      if (i === cells.length - 1) return [...line]
      return [...line, [' '.repeat(Math.max(0, each - lineWidth(line)) + between.length)]]
    }),
  )
}
