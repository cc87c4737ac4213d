/** A whole frame: the regions put together, painted row by row. */
import type { Theme } from '../theme/theme.ts'
import { themes } from '../theme/theme.ts'
import { paintLine } from '../theme/paint.ts'
import { detailView } from './detail.ts'
import { firstRunView } from './first-run.ts'
import { headRows } from './head.ts'
import { type Area, screenOf } from './layout.ts'
import { listView } from './list.ts'
import { panelView } from './panel.ts'
import { type RegionRow, fillRows, plainRows } from './region.ts'
import type { Scene } from './scene.ts'
import { statusRow } from './status.ts'

export type Frame = { readonly rows: readonly string[]; readonly cursor?: { readonly x: number; readonly y: number } }

export function frameOf(scene: Scene): Frame {
  const { ui } = scene
  const theme = themes[ui.theme]
  const screen = screenOf(ui)
  const rows = headRows(scene, screen.head).map((line) => paintLine(line, ui.size.columns, theme))
  const status = statusRow(scene)
  let cursor = status.cursor === undefined ? undefined : { x: status.cursor, y: screen.status }
  const { overlay } = ui
  // A question is asked in the last rows: what it is about stays in sight.
  if (overlay !== undefined && overlay.kind !== 'confirm' && screen.list !== undefined) {
    const panel = panelView(scene, overlay, screen.list)
    rows.push(...painted(panel.rows, ui.size.columns, theme))
    cursor ??= panel.cursor
  } else rows.push(...body(scene, theme))
  const above = (status.above ?? []).map((line) => paintLine(line, ui.size.columns, theme))
  if (above.length > 0) rows.splice(-above.length, above.length, ...above)
  rows.push(paintLine(status.line, ui.size.columns, theme))
  return { rows: rows.slice(0, ui.size.rows), ...(cursor && { cursor }) }
}

function body(scene: Scene, theme: Theme): string[] {
  const { list, detail } = screenOf(scene.ui)
  const upper = list === undefined ? [] : listRegion(scene, list)
  const lower = detail === undefined ? [] : detailView(scene, detail)
  if (list === undefined || detail === undefined || detail.x === 0)
    return [...painted(upper, list?.columns ?? 0, theme), ...painted(lower, detail?.columns ?? 0, theme)]
  // At its column whatever the terminal takes the row before it for: emoji have different widths on different ones.
  const bar = `\x1b[${list.columns + 1}G${paintLine([['│', 'dim']], 1, theme)}`
  return upper.map(({ line, ground }, i) => {
    const right = lower[i] ?? { line: [] }
    return (
      paintLine(line, list.columns, theme, ground) +
      bar +
      paintLine(right.line, detail.columns, theme, right.ground, detail.x)
    )
  })
}

function listRegion(scene: Scene, area: Area): RegionRow[] {
  const { list, ui } = scene
  // Nothing came yet but handshakes that clients refused: what is missing is said instead of an empty list.
  const few = ui.filter === '' && !ui.markedOnly && !ui.detail.open && list.rows.length < 20
  return few && list.rows.every((row) => row.type === 'tls-error')
    ? fillRows(plainRows(firstRunView(scene, area.rows)), area.rows)
    : listView(scene, area)
}

function painted(rows: readonly RegionRow[], columns: number, theme: Theme): string[] {
  return rows.map(({ line, ground }) => paintLine(line, columns, theme, ground))
}
