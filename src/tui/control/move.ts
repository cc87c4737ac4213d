/** Moving the cursor and the windows. */
import { nothingTyped } from '../parts/edit-text.ts'
import { clamp, scrollTo } from '../parts/scroll.ts'
import { type Area, detailRows, listRows, screenOf } from '../views/layout.ts'
import type { FaultForm, Overlay } from '../state/ui.ts'
import { panelOf, panelTop } from '../views/panel.ts'
import { tabView, tabsOf } from '../views/detail.ts'
import type { App } from './app.ts'

export const moves = ['up', 'down', 'page-up', 'page-down', 'first', 'last'] as const

export type Move = (typeof moves)[number]

/** The index after a move in a list of `count` of which `page` are seen. */
export function moved(index: number, move: Move, count: number, page: number): number {
  const by = { up: -1, down: 1, 'page-up': -page, 'page-down': page, first: -Infinity, last: Infinity }[move]
  return clamp(Math.max(0, Math.min(index + by, count - 1)), count)
}

/** Puts the cursor on the row at this place of the list; `last` = the last one was asked for, wherever that is. */
export function moveTo(app: App, place: number, last = false): void {
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
  // Under a filter the end is soon reached, and is not the newest of all.
  const filtered = app.ui.filter !== '' || app.ui.markedOnly
  const follow = atEnd && (!filtered || last || app.ui.follow)
  if (app.ui.follow !== follow) app.dispatch({ type: 'follow', on: follow })
}

export function goToNewest(app: App): void {
  followNewest(app, screenOf(app.ui).list)
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

/** What is read keeps the cursor; where the list follows, newer rows come into its window as long as that one stays in it. */
export function keepReading(app: App, area: Area | undefined): void {
  const { list, ui } = app
  const place = list.near(ui.cursor)
  const height = listRows(area)
  const last = ui.sort.descending ? 0 : list.rows.length - 1
  const end = ui.follow ? scrollTo(last, ui.top, height, list.rows.length) : ui.top + place - ui.place
  app.ui = { ...ui, place, top: scrollTo(place, end, height, list.rows.length) }
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
  moveTo(app, moved(app.list.near(app.ui.cursor), how, app.list.rows.length, height), how === 'last')
}

function movePanel(app: App, how: Move): void {
  const { overlay } = app.ui
  const area = screenOf(app.ui).list
  if (overlay === undefined || overlay.kind === 'confirm' || area === undefined) return
  const page = Math.max(1, area.rows - 2)
  const panel = panelOf(app.scene(), overlay, area)
  if ('from' in overlay) {
    const count = panel.lines.length
    // A comparison gives its window only: there the end is where nothing comes any more.
    const last = overlay.kind === 'compare' ? overlay.from + count - 1 : count - page
    app.dispatch({ type: 'scroll', from: Math.min(moved(overlay.from, how, last + page, page), Math.max(0, last)) })
  } else if ('index' in overlay) {
    const top = panelTop(panel, overlay, page)
    const index = moved(overlay.index, how, choicesOf(app, overlay), page)
    const next = overlay.kind === 'fault' ? otherFault(overlay, index, top) : { ...overlay, index, top }
    app.dispatch({ type: 'overlay', overlay: next })
  }
}

function choicesOf(app: App, overlay: Extract<Overlay, { index: number }>): number {
  switch (overlay.kind) {
    case 'fault':
      return app.source.faults.length
    case 'menu':
      return overlay.choices.length
    case 'rules':
      return app.rules().length
    case 'paused':
      return app.source.paused().length
    default:
      return overlay satisfies never
  }
}

/** Of another fault: where and how often stays what it was. */
function otherFault({ values: { filter, chance } }: FaultForm, index: number, top: number): FaultForm {
  const values = { ...(filter !== undefined && { filter }), ...(chance !== undefined && { chance }) }
  return { kind: 'fault', index, field: 0, values, typed: nothingTyped, top }
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
