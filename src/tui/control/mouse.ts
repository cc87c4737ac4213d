/** The wheel scrolls what is under it, a click selects it; nothing needs a mouse. */
import type { MouseEvent } from '../screen/mouse.ts'
import { type Area, screenOf } from '../views/layout.ts'
import { tabAt } from '../views/detail.ts'
import { panelOf, panelTop } from '../views/panel.ts'
import { contextOf } from '../views/scene.ts'
import type { App } from './app.ts'
import { goToTab, openDetail } from './browse.ts'
import { move, moveTo } from './move.ts'

/** Lines of one turn of the wheel. */
const wheelLines = 3

export function pressMouse(app: App, event: MouseEvent): void {
  // What is typed, and what is asked, is answered by keys.
  if (app.ui.prompt !== undefined || app.ui.overlay?.kind === 'confirm') return
  const { list, detail } = screenOf(app.ui)
  const inDetail = detail !== undefined && isIn(detail, event)
  if (app.ui.overlay === undefined && (inDetail || isIn(list, event)))
    app.dispatch({ type: 'focus', focus: inDetail ? 'detail' : 'list' })
  if (event.kind === 'wheel') {
    // A turn of the wheel is not meant for what is being typed.
    if (contextOf(app.ui) === 'field') return
    for (let i = 0; i < wheelLines; i++) move(app, event.by < 0 ? 'up' : 'down')
  } else if (inDetail) clickDetail(app, detail, event)
  else if (list !== undefined && isIn(list, event)) clickList(app, list, event)
}

function isIn(area: Area | undefined, { x, y }: { x: number; y: number }): boolean {
  if (area === undefined) return false
  return x >= area.x && x < area.x + area.columns && y >= area.y && y < area.y + area.rows
}

/** The first row has the heads of the columns; a second click on the same row opens it. */
function clickList(app: App, area: Area, { y }: { y: number }): void {
  const { overlay } = app.ui
  if (overlay !== undefined) {
    if (!('index' in overlay) || overlay.kind === 'fault' || y < area.y + 2) return
    const panel = panelOf(app.scene(), overlay, area)
    const top = panelTop(panel, overlay, area.rows - 2)
    const index = top + y - area.y - 2
    if (panel.selected !== undefined && index < panel.lines.length)
      app.dispatch({ type: 'overlay', overlay: { ...overlay, index, top } })
    return
  }
  const place = app.ui.top + y - area.y - 1
  const row = app.list.rows[place]
  if (y === area.y || row === undefined) return
  if (row.sequence === app.ui.cursor && !app.ui.detail.open) openDetail(app)
  else moveTo(app, place)
}

function clickDetail(app: App, area: Area, { x, y }: { x: number; y: number }): void {
  const exchange = app.selected()
  if (exchange === undefined || y !== area.y + 1) return
  const tab = tabAt(exchange, x - area.x)
  if (tab !== undefined) goToTab(app, String(tab + 1))
}
