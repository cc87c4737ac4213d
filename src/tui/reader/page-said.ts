/** What a panel or a detail shows, for somebody who listens: whole lines whatever the width, and whether more of them follow. */
import { stripVTControlCharacters } from 'node:util'
import { sanitize } from '../../kit/sanitize.ts'
import { asUtf8 } from '../../kit/utf8-text.ts'
import type { App } from '../control/app.ts'
import { textOf } from '../detail/page-of.ts'
import type { Line } from '../parts/line.ts'
import { clamp } from '../parts/scroll.ts'
import type { PanelOverlay } from '../state/ui.ts'
import { tabView, tabsOf } from '../views/detail.ts'
import { type Area, detailRows, screenOf } from '../views/layout.ts'
import { panelOf } from '../views/panel.ts'

export function pageSaid(app: App): string[] {
  const { list, detail } = screenOf(app.ui)
  const { overlay } = app.ui
  if (overlay !== undefined && overlay.kind !== 'confirm' && list !== undefined) return panelSaid(app, overlay, list)
  return (detail && tabSaid(app, detail)) ?? frameSaid(app)
}

/** Of those that are read a page, of those that are chosen from all, with the numbers that choose. */
function panelSaid(app: App, overlay: PanelOverlay, area: Area): string[] {
  const { title, lines, selected } = panelOf(app.scene(), overlay, area)
  const height = area.rows - 2
  if (!('from' in overlay))
    return [
      title,
      ...lines.map((line, at) =>
        selected === undefined ? said(line) : `${at + 1}: ${said(line).trim()}${at === selected ? ', selected' : ''}`,
      ),
    ].filter((line) => line !== '')
  // A comparison gives its window only.
  const isWindow = overlay.kind === 'compare'
  const shown = isWindow ? lines : lines.slice(overlay.from, overlay.from + height)
  const left = isWindow ? (shown.length >= height ? 1 : 0) : lines.length - overlay.from - height
  return [title, ...shown.map(said), ...more(app, left > 0)].filter((line) => line !== '')
}

/** Undefined for what has no tabs. */
function tabSaid(app: App, area: Area): string[] | undefined {
  const exchange = app.selected()
  if (exchange === undefined) return undefined
  const tabs = tabsOf(exchange)
  const tab = tabs[clamp(app.ui.detail.tab, tabs.length)]!
  const page = tab.page(exchange, tabView(app.scene(), exchange, tab, area))
  const { count, from = app.ui.detail.from } = page
  return [
    `${sanitize(exchange.method)} ${sanitize(asUtf8(exchange.url))}, ${tab.title(exchange)}`,
    ...page.lines.map(said),
    ...more(app, from + detailRows(area) < count),
  ].filter((line) => line !== '')
}

function more({ keymap, ui }: App, follows: boolean): string[] {
  const key = keymap.keyOf(ui.overlay === undefined ? 'detail' : 'view', 'move page-down')
  return follows ? [`more follows: move page-down${key === undefined ? '' : `, or ${key}`}`] : []
}

/** Indentation tells what belongs to what; other runs of blanks are columns. */
function said(line: Line): string {
  return undrawn(textOf(line)).replace(/(\S) {3,}/g, '$1  ')
}

/** The frame without its first two rows and its last. */
function frameSaid(app: App): string[] {
  return app
    .frame()
    .rows.slice(2, -1)
    .map((row) => undrawn(stripVTControlCharacters(row)).trim().replace(/ {2,}/g, '  '))
    .filter((row) => row !== '')
}

function undrawn(text: string): string {
  return text.replace(/[─│▌]+/g, ' ').trimEnd()
}
