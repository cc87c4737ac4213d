/** Looking around: opening, tabs, steps, searching, comparing. */
import { MiddleboxError } from '../../model/errors.ts'
import { isBad } from '../../store/index.ts'
import { asExchange } from '../list/row.ts'
import { clamp } from '../parts/scroll.ts'
import { searchOf, tabView, tabsOf } from '../views/detail.ts'
import { screenOf } from '../views/layout.ts'
import type { App } from './app.ts'
import { moveTo } from './move.ts'

export function openDetail(app: App): void {
  if (app.selectedRow() === undefined) return app.say('nothing is selected')
  app.dispatch({ type: 'detail', open: true })
}

export function goToTab(app: App, argument: string): void {
  const exchange = app.selected()
  if (exchange === undefined) return
  const tabs = tabsOf(exchange)
  const current = clamp(app.ui.detail.tab, tabs.length)
  const named = tabs.findIndex(({ name }) => name === argument)
  const tab =
    argument === 'next'
      ? (current + 1) % tabs.length
      : argument === 'previous'
        ? (current + tabs.length - 1) % tabs.length
        : named >= 0
          ? named
          : Number(argument) - 1
  if (tabs[tab] === undefined) {
    const names = tabs.map(({ name }) => name).join(', ')
    throw new MiddleboxError(
      'usage',
      `Expected a tab of this exchange, got ${argument || 'nothing'}.`,
      `It has ${names}.`,
    )
  }
  if (!app.ui.detail.open) app.dispatch({ type: 'detail', open: true })
  app.dispatch({ type: 'tab', tab })
}

/** Back in the list the cursor is on what was read. Where newer ones came meanwhile, the list follows no more, or it would be gone. */
export function closeDetail(app: App): void {
  const place = app.list.indexOf(app.ui.cursor)
  app.dispatch({ type: 'detail', open: false })
  const newest = app.ui.sort.descending ? 0 : app.list.rows.length - 1
  if (app.ui.follow && place !== newest) app.dispatch({ type: 'follow', on: false })
}

/** To a neighbour, from the detail too; of one that is no longer listed, those of its place. */
export function step(app: App, by: 1 | -1): void {
  const place = app.list.near(app.ui.cursor)
  const listed = app.list.indexOf(app.ui.cursor) >= 0
  moveTo(app, listed || by < 0 ? place + by : place)
}

export function goToFailed(app: App): void {
  const { rows } = app.list
  const here = app.list.indexOf(app.ui.cursor)
  for (let i = 1; i <= rows.length; i++) {
    const place = (here + i + rows.length) % rows.length
    const subject = app.list.subject(rows[place]!)
    const exchange = asExchange(subject)
    const failed =
      exchange === undefined
        ? subject !== undefined && 'failure' in subject
        : exchange.outcome !== undefined && isBad(exchange.outcome, exchange.status)
    if (failed) return moveTo(app, place)
  }
  app.say('nothing failed')
}

export function searchFor(app: App, text: string): void {
  app.dispatch({ type: 'search', text })
  if (text !== '') searchAgain(app, false, app.ui.detail.from)
}

/** To the next place the search finds, from the line after the window's first one. */
export function searchAgain(app: App, back: boolean, from?: number): void {
  const exchange = app.selected()
  const area = screenOf(app.ui).detail
  if (exchange === undefined || area === undefined) return
  const { search } = app.ui.detail
  if (search === '') return app.say('nothing is searched for: / begins')
  const tabs = tabsOf(exchange)
  const tab = tabs[clamp(app.ui.detail.tab, tabs.length)]!
  const view = { ...tabView(app.scene(), exchange, tab, area), search: searchOf(search) }
  const start = from ?? app.ui.detail.from + (back ? -1 : 1)
  const found = tab.find?.(exchange, view, start, back)
  if (found === undefined) app.say(`${search} is not ${back ? 'above' : 'below'}`)
  else app.dispatch({ type: 'scroll', from: found })
}

/** The first time takes one, the second time compares. */
export function compareSelected(app: App): void {
  const row = app.selectedRow()
  if (row === undefined || row.type !== 'exchange') return app.say('nothing is selected that can be compared')
  const { taken } = app.ui
  if (taken === undefined) return app.dispatch({ type: 'take', id: row.id })
  app.dispatch({ type: 'take', id: undefined })
  if (taken !== row.id) app.dispatch({ type: 'overlay', overlay: { kind: 'compare', a: taken, b: row.id, from: 0 } })
}
