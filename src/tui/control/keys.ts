/** Where a key goes: to what is being typed, to a form, to a question, or through the keymap to a line. */
import type { App } from './app.ts'
import { contextOf } from '../views/scene.ts'
import { fieldKey } from './field-keys.ts'
import { promptKey, promptPaste } from './prompt-keys.ts'
import { compare } from '../detail/index.ts'
import { tabView, tabsOf } from '../views/detail.ts'
import { compareTabView } from '../views/panel.ts'
import { screenOf } from '../views/layout.ts'
import { clamp } from '../parts/scroll.ts'

export async function pressKey(app: App, key: string): Promise<void> {
  const { prompt, overlay, note } = app.ui
  if (prompt !== undefined) return promptKey(app, key)
  if (note !== undefined) app.dispatch({ type: 'note', note: undefined })
  if (overlay?.kind === 'confirm') return answer(app, key, overlay.line)
  if (overlay?.kind === 'fault' && fieldKey(app, overlay, key)) return
  if (overlay?.kind === 'menu') {
    const choice = overlay.choices.find((one) => one.key === key)
    if (choice !== undefined) {
      app.dispatch({ type: 'overlay', overlay: undefined })
      return app.run(choice.line)
    }
  }
  if (tabKey(app, key) || compareKey(app, key)) return
  const line = app.keymap.lineOf(contextOf(app.ui), key)
  if (line !== undefined) await app.run(line)
}

export function paste(app: App, text: string): void {
  if (app.ui.prompt !== undefined) promptPaste(app, text)
  else if (app.ui.overlay?.kind === 'fault') for (const char of text) fieldKey(app, app.ui.overlay, char)
}

async function answer(app: App, key: string, line: string): Promise<void> {
  if (key === 'y' || key === 'enter') return app.run(line)
  app.dispatch({ type: 'overlay', overlay: undefined })
}

/** A tab's own keys come before the detail's. */
function tabKey(app: App, key: string): boolean {
  if (contextOf(app.ui) !== 'detail') return false
  const exchange = app.selected()
  const area = screenOf(app.ui).detail
  if (exchange === undefined || area === undefined) return false
  const tabs = tabsOf(exchange)
  const tab = tabs[clamp(app.ui.detail.tab, tabs.length)]
  const taken = tab?.key?.(exchange, tabView(app.scene(), exchange, tab, area), key) ?? false
  if (typeof taken === 'number') app.dispatch({ type: 'scroll', from: taken })
  else if (taken) app.doors.redraw('key')
  return taken !== false
}

/** The comparison's own keys come before those of what can be scrolled. */
function compareKey(app: App, key: string): boolean {
  const { overlay } = app.ui
  const area = screenOf(app.ui).list
  if (overlay?.kind !== 'compare' || area === undefined) return false
  const taken = compare.key(compareTabView(app.scene(), overlay, area), key)
  if (taken) app.doors.redraw('key')
  return taken
}
