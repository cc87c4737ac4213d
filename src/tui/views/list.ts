/** The list: the visible rows and no others. */
import { columnsFor, gutter } from '../list/columns.ts'
import { headLine, rowLine } from '../list/row-line.ts'
import type { Row } from '../list/row.ts'
import type { Line } from '../parts/line.ts'
import { type Area, listRows } from './layout.ts'
import { type RegionRow, fillRows } from './region.ts'
import type { Scene } from './scene.ts'

export function listView(scene: Scene, area: Area): RegionRow[] {
  const { ui, list, now } = scene
  const columns = columnsFor(area.columns)
  const shown = list.rows.slice(ui.top, ui.top + listRows(area))
  const rowOf = (row: Row): RegionRow => {
    const here = row.sequence === ui.cursor
    const line: Line = [...gutterOf(here, row.id === ui.taken), ...rowLine(list.subject(row), columns, now)]
    if (!here) return { line }
    return { line, ground: ui.focus === 'list' ? 'selected' : 'selectedAway' }
  }
  const heads: Line = [[' '.repeat(gutter)], ...headLine(columns)]
  if (shown.length > 0 || list.total === 0) return fillRows([{ line: heads }, ...shown.map(rowOf)], area.rows)
  const why = ui.filter === '' ? 'nothing is marked' : 'nothing matches the filter yet'
  return fillRows([{ line: heads }, { line: [] }, { line: [[`  ${why}`, 'dim']] }], area.rows)
}

function gutterOf(here: boolean, taken: boolean): Line {
  if (taken) return [['A ', 'accent']]
  return here ? [['▌ ', 'accent']] : [['  ']]
}
