/** What a typed line means to somebody who listens: an answer to what was asked, a number, a key, or a line of the `:` prompt. */
import type { App } from '../control/app.ts'
import { paste, pressKey } from '../control/keys.ts'
import { moveTo } from '../control/move.ts'
import { typedText } from '../parts/edit-text.ts'
import { contextOf } from '../views/scene.ts'
import { faultLine } from './fault-said.ts'

export async function takeLine(app: App, line: string): Promise<void> {
  const { prompt, overlay } = app.ui
  const text = line.trim()
  if (prompt !== undefined) return answerPrompt(app, text)
  app.dispatch({ type: 'note', note: undefined })
  if (overlay?.kind === 'confirm') return pressKey(app, text.slice(0, 1) || 'n')
  if (overlay?.kind === 'fault' && faultLine(app, overlay, text)) return
  if (/^\d+$/.test(text)) return takeNumber(app, text)
  // Keys are keys here too, with enter behind them.
  if ([...text].length === 1 && app.keymap.lineOf(contextOf(app.ui), text) !== undefined) return pressKey(app, text)
  await app.run(text.replace(/^:/, ''))
}

async function answerPrompt(app: App, text: string): Promise<void> {
  if (text === '') return pressKey(app, 'esc')
  // What stands in a command already is the beginning of it; elsewhere it is what was there before.
  if (app.ui.prompt?.kind !== 'command') app.dispatch({ type: 'typed', typed: typedText('') })
  paste(app, text)
  await pressKey(app, 'enter')
}

/** In a menu or a panel the place of a line, elsewhere the number of an exchange. */
async function takeNumber(app: App, text: string): Promise<void> {
  const { overlay } = app.ui
  if (overlay !== undefined && 'index' in overlay) {
    app.dispatch({ type: 'overlay', overlay: { ...overlay, index: Number(text) - 1 } })
    return overlay.kind === 'menu' ? app.run('choose') : undefined
  }
  const place = app.list.indexOf(app.list.rowOf(text)?.sequence ?? -1)
  if (place < 0) return app.say(`Expected the number of an exchange that is shown, got ${text}.`, 'serverError')
  moveTo(app, place)
}
