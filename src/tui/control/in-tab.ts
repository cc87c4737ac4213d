/** What a tab of the detail or a comparison does by itself, by a key or by its line. */
import { compare, type DetailTab } from '../detail/index.ts'
import { tabKeys } from '../detail/tab-keys.ts'
import { clamp } from '../parts/scroll.ts'
import { tabView, tabsOf } from '../views/detail.ts'
import { screenOf } from '../views/layout.ts'
import { compareTabView } from '../views/panel.ts'
import { contextOf } from '../views/scene.ts'
import type { App } from './app.ts'
import { oneOf } from './one-of.ts'

/** True when the tab had a use for it: its own keys come before the detail's. */
export function tabKey(app: App, key: string): boolean {
  if (contextOf(app.ui) !== 'detail') return false
  const tab = tabShown(app)
  const usual = tab === undefined ? undefined : app.keymap.inTab(tab.name, key)
  return usual !== undefined && pressInTab(app, usual)
}

function tabShown(app: App): DetailTab | undefined {
  const exchange = app.selected()
  if (exchange === undefined) return undefined
  const tabs = tabsOf(exchange)
  return tabs[clamp(app.ui.detail.tab, tabs.length)]
}

/** A key by the name that tabs know; false when this one has no use for it. */
function pressInTab(app: App, usual: string): boolean {
  const exchange = app.selected()
  const area = screenOf(app.ui).detail
  const tab = tabShown(app)
  if (exchange === undefined || area === undefined || tab === undefined) return false
  const taken = tab.key?.(exchange, tabView(app.scene(), exchange, tab, area), usual) ?? false
  if (typeof taken === 'number') app.dispatch({ type: 'scroll', from: taken })
  else if (taken) app.doors.redraw('key')
  return taken !== false
}

/** The same for the comparison, before the keys of what can be scrolled. */
export function compareKey(app: App, key: string): boolean {
  const { overlay } = app.ui
  const usual = overlay?.kind === 'compare' ? app.keymap.inTab('comparison', key) : undefined
  return usual !== undefined && pressInComparison(app, usual)
}

function pressInComparison(app: App, usual: string): boolean {
  const { overlay } = app.ui
  const area = screenOf(app.ui).list
  if (overlay?.kind !== 'compare' || area === undefined) return false
  const taken = compare.key(compareTabView(app.scene(), overlay, area), usual)
  if (taken) app.doors.redraw('key')
  return taken
}

/** The line that stands for a tab's own key. @throws MiddleboxError usage */
export function inTab(app: App, argument: string): void {
  const names = [...new Set(tabKeys.map(({ line }) => line.slice('in-tab '.length)))]
  const line = `in-tab ${oneOf(argument, names, 'what a tab does')}`
  const name = app.ui.overlay?.kind === 'compare' ? 'comparison' : tabShown(app)?.name
  const found = tabKeys.find((one) => one.line === line && name !== undefined && one.tabs.includes(name))
  if (found === undefined || !(pressInTab(app, found.keys[0]!) || pressInComparison(app, found.keys[0]!)))
    app.say(`${argument}: not here; it is for ${tabKeys.find((one) => one.line === line)!.tabs.join(', ')}`)
}
