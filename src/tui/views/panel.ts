/** What lies over the list: help, rules, menus, forms and the like, each with a title and its lines. */
import { sanitize } from '../../kit/sanitize.ts'
import { compare, type TabView } from '../detail/index.ts'
import { asExchange } from '../list/row.ts'
import { commandLines } from '../panels/commands.ts'
import { faultLines } from '../panels/fault-form.ts'
import { healthLines } from '../panels/health.ts'
import { helpLines } from '../panels/help.ts'
import { logLines } from '../panels/log.ts'
import { menuLines } from '../panels/menu.ts'
import { nothingPaused, pausedLines } from '../panels/paused.ts'
import { noRules, ruleLines } from '../panels/rules.ts'
import type { Context } from '../keys/bindings.ts'
import type { Line } from '../parts/line.ts'
import { clamp, scrollTo } from '../parts/scroll.ts'
import type { Overlay, PanelOverlay } from '../state/ui.ts'
import { verbList } from '../control/verb-list.ts'
import type { Area } from './layout.ts'
import { type RegionRow, fillRows } from './region.ts'
import type { Scene } from './scene.ts'

export type Panel = {
  readonly title: string
  readonly lines: readonly Line[]
  readonly selected?: number
  /** The last line that belongs to the selected one: where all of them fit, all are seen. */
  readonly until?: number
  readonly cursor?: { row: number; column: number }
}

/** What is shown, with its rows cut to the area; `cursor` where somebody types. */
export function panelView(
  scene: Scene,
  overlay: PanelOverlay,
  area: Area,
): { rows: RegionRow[]; cursor?: { x: number; y: number } } {
  const panel = panelOf(scene, overlay, area)
  const height = area.rows - 2
  const top = 'from' in overlay ? overlay.from : panelTop(panel, overlay, height)
  const shown = 'from' in overlay && overlay.kind === 'compare' ? panel.lines : panel.lines.slice(top, top + height)
  const rows = shown.map((line, i): RegionRow => {
    const here = panel.selected !== undefined && top + i === panel.selected
    return here ? { line, ground: 'selected' } : { line: 'from' in overlay ? [[' '], ...line] : line }
  })
  const title: Line = [
    [` ${panel.title} `, 'bold'],
    ['─'.repeat(Math.max(0, area.columns - panel.title.length - 3)), 'dim'],
  ]
  const all = fillRows([{ line: title }, { line: [] }, ...rows], area.rows)
  if (panel.cursor === undefined) return { rows: all }
  return { rows: all, cursor: { x: area.x + panel.cursor.column, y: area.y + 2 + panel.cursor.row - top } }
}

/** The first line that is seen of a panel with a selection. */
export function panelTop({ lines, selected = 0, until = selected }: Panel, overlay: Overlay, height: number): number {
  const before = 'top' in overlay ? (overlay.top ?? 0) : 0
  return scrollTo(selected, scrollTo(until, before, height, lines.length), height, lines.length)
}

/** Lines of a panel that is only read; how far it can be scrolled depends on them. */
export function panelOf(scene: Scene, overlay: PanelOverlay, area: Area): Panel {
  const { source, keymap, now } = scene
  switch (overlay.kind) {
    case 'help':
      return overlay.context === 'commands'
        ? { title: 'Commands', lines: commandLines(verbList, source.commands.list) }
        : { title: 'Help', lines: helpLines(keymap, overlay.context as Context, area.columns) }
    case 'health':
      return {
        title: 'Upstreams',
        lines: healthLines(source.subjects(), source.store.health.list(), now, area.columns - 2),
      }
    case 'log':
      return { title: 'Log', lines: logLines(source.store.warnings(), scene.ui.told, area.columns - 2) }
    case 'text':
      return { title: overlay.title, lines: overlay.text.split('\n').map((line): Line => [[sanitize(line)]]) }
    case 'rules':
      return listPanel('Rules', ruleLines(source.rules()), noRules, overlay.index)
    case 'paused':
      return listPanel('Paused', pausedLines(source.paused(), now), nothingPaused, overlay.index)
    case 'menu':
      return { title: overlay.title, lines: menuLines(overlay.choices), selected: overlay.index }
    case 'fault':
      return {
        title: 'Inject a fault',
        ...faultLines(source.faults, overlay, {
          columns: area.columns,
          wrongFilter: (text) => wrongFilter(scene, text),
        }),
      }
    case 'compare':
      return comparison(scene, overlay, area)
    default:
      return overlay satisfies never
  }
}

function wrongFilter({ source }: Scene, text: string): string | undefined {
  try {
    source.compileFilter(text)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** What can be chosen among, or why there is nothing. */
function listPanel(title: string, lines: readonly Line[], nothing: readonly Line[], selected: number): Panel {
  return lines.length === 0 ? { title, lines: nothing } : { title, lines, selected: clamp(selected, lines.length) }
}

function comparison(scene: Scene, overlay: Extract<Overlay, { kind: 'compare' }>, area: Area): Panel {
  const { a, b } = overlay
  const [left, right] = [a, b].map((id) => asExchange(scene.source.store.get(id)))
  if (left === undefined || right === undefined)
    return { title: 'Compare', lines: [[['One of the two is no longer kept.', 'warning']]] }
  return { title: 'Compare', lines: compare.page(left, right, compareTabView(scene, overlay, area)).lines }
}

export function compareTabView(
  scene: Scene,
  { a, b, from }: Extract<Overlay, { kind: 'compare' }>,
  area: Area,
): TabView {
  const memory = scene.memory('compare', `${a} ${b}`)
  return {
    from,
    height: area.rows - 2,
    width: area.columns - 2,
    search: undefined,
    now: scene.now,
    memory,
    keyOf: (usual) => scene.keymap.shownInTab('comparison', usual),
    redraw: scene.redraw,
  }
}
