/** Where a key goes: to what is being typed, to a form, to a question, or through the keymap to a line. */
import type { App } from './app.ts'
import { shownKey } from '../keys/key.ts'
import { contextOf } from '../views/scene.ts'
import { fieldKey, fieldPaste } from './field-keys.ts'
import { compareKey, tabKey } from './in-tab.ts'
import { promptKey, promptPaste } from './prompt-keys.ts'

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
  else sayUnknown(app, key)
}

export function paste(app: App, text: string): void {
  if (app.ui.prompt !== undefined) promptPaste(app, text)
  else if (app.ui.overlay?.kind === 'fault') fieldPaste(app, app.ui.overlay, text)
}

/** Silence would leave one wondering whether the key arrived. */
function sayUnknown(app: App, key: string): void {
  const context = contextOf(app.ui)
  const help = context === 'field' ? undefined : app.keymap.keyOf(context, 'help')
  app.say(`no command on ${shownKey(key)}${help === undefined ? '' : `; ${shownKey(help)} lists the keys`}`, 'dim')
}

async function answer(app: App, key: string, line: string): Promise<void> {
  if (key === 'y' || key === 'enter') return app.run(line)
  app.dispatch({ type: 'overlay', overlay: undefined })
  if (key === 'ctrl-c') app.say('answered no')
}
