/** Moving the cursor and the windows. */
import { clamp, scrollTo } from '../parts/scroll.ts'
import { type Area, detailRows, listRows, screenOf } from '../views/layout.ts'
import { panelOf } from '../views/panel.ts'
import { tabView, tabsOf } from '../views/detail.ts'
import type { App } from './app.ts'

export const moves = ['up', 'down', 'page-up', 'page-down', 'first', 'last'] as const

export type Move = (typeof moves)[number]

/** The index after a move in a list of `count` of which `page` are seen. */
export function moved(index: number, move: Move, count: number, page: number): number {
  const by = { up: -1, down: 1, 'page-up': -page, 'page-down': page, first: -Infinity, last: Infinity }[move]
  return clamp(Math.max(0, Math.min(index + by, count - 1)), count)
}

/** Puts the cursor on the row at this place of the list. */
export function moveTo(app: App, place: number): void {
  const { rows } = app.list
  const row = rows[clamp(place, rows.length)]
  if (row === undefined) return
  const at = clamp(place, rows.length)
  const height = listRows(screenOf(app.ui).list)
  app.dispatch({
    type: 'cursor',
    sequence: row.sequence,
    place: at,
    top: scrollTo(at, app.ui.top, height, rows.length),
  })
  // Whoever goes up wants to stay there; whoever reaches the end wants to follow again.
  const atEnd = app.ui.sort.column === 'time' && at === (app.ui.sort.descending ? 0 : rows.length - 1)
  if (app.ui.follow !== atEnd) app.dispatch({ type: 'follow', on: atEnd })
}

export function followNewest(app: App, area: Area | undefined): void {
  const { rows } = app.list
  const place = app.ui.sort.descending ? 0 : rows.length - 1
  put(app, place, scrollTo(place, app.ui.top, listRows(area), rows.length))
}

export function keepCursor(app: App, area: Area | undefined): void {
  const { rows } = app.list
  const found = app.list.indexOf(app.ui.cursor)
  const place = found >= 0 ? found : clamp(app.ui.place, rows.length)
  // Rows that go away above, or come in between, must not move the window under the eyes.
  const shift = found >= 0 ? place - app.ui.place : 0
  put(app, place, scrollTo(place, app.ui.top + shift, listRows(area), rows.length))
}

function put(app: App, place: number, top: number): void {
  const row = app.list.rows[place]
  app.ui = { ...app.ui, cursor: row?.sequence ?? -1, place: Math.max(0, place), top }
}

/** Moves whatever has the keys. */
export function move(app: App, how: Move): void {
  const { overlay, focus, detail } = app.ui
  if (overlay !== undefined) return movePanel(app, how)
  if (focus === 'detail' && detail.open) return moveDetail(app, how)
  const height = Math.max(1, listRows(screenOf(app.ui).list))
  moveTo(app, moved(app.list.near(app.ui.cursor), how, app.list.rows.length, height))
}

function movePanel(app: App, how: Move): void {
  const { overlay } = app.ui
  const area = screenOf(app.ui).list
  if (overlay === undefined || area === undefined) return
  const page = Math.max(1, area.rows - 2)
  if ('from' in overlay) {
    const count = panelOf(app.scene(), overlay, area).lines.length
    // A comparison gives its window only: there the end is where nothing comes any more.
    const last = overlay.kind === 'compare' ? overlay.from + count : count
    app.dispatch({ type: 'scroll', from: Math.min(moved(overlay.from, how, last, page), Math.max(0, last - 1)) })
  } else if (overlay.kind === 'fault') {
    const index = moved(overlay.index, how, app.source.faults.length, page)
    const { filter, chance } = overlay.values
    const values = { ...(filter !== undefined && { filter }), ...(chance !== undefined && { chance }) }
    app.dispatch({ type: 'form', form: { index, field: 0, values } })
  } else if ('index' in overlay) {
    const count =
      overlay.kind === 'menu'
        ? overlay.choices.length
        : overlay.kind === 'rules'
          ? app.rules().length
          : app.source.paused().length
    app.dispatch({ type: 'overlay', overlay: { ...overlay, index: moved(overlay.index, how, count, page) } })
  }
}

function moveDetail(app: App, how: Move): void {
  const exchange = app.selected()
  const area = screenOf(app.ui).detail
  if (exchange === undefined || area === undefined) return
  const tabs = tabsOf(exchange)
  const tab = tabs[clamp(app.ui.detail.tab, tabs.length)]!
  const page = detailRows(area)
  const { count, from: shown = app.ui.detail.from } = tab.page(exchange, tabView(app.scene(), exchange, tab, area))
  const from = moved(shown, how, count, page)
  app.dispatch({ type: 'scroll', from: Math.min(from, Math.max(0, count - page)) })
}
