/** Taking what is selected in a menu, or injecting what a form says. */
import { MiddleboxError } from '../../model/errors.ts'
import { previewOf, shortForm } from '../panels/fault-form.ts'
import type { App } from './app.ts'

export async function choose(app: App): Promise<void> {
  const { overlay } = app.ui
  if (overlay?.kind === 'menu') {
    const choice = overlay.choices[overlay.index]
    app.dispatch({ type: 'overlay', overlay: undefined })
    if (choice !== undefined) await app.run(choice.line)
  } else if (overlay?.kind === 'fault') await injectFault(app)
}

async function injectFault(app: App): Promise<void> {
  const { overlay } = app.ui
  if (overlay?.kind !== 'fault') return
  const fault = app.source.faults[overlay.index]
  if (fault === undefined) return
  const preview = previewOf(fault, overlay.values)
  if (preview.wrong) return app.dispatch({ type: 'form', form: { problem: preview.text } })
  try {
    await app.source.commands.run('fault-add', { fault: shortForm(fault, overlay.values) })
    app.forgetRules()
    app.dispatch({ type: 'overlay', overlay: undefined })
    app.say(`injecting: ${preview.text}; # shows the rules, u undoes`, 'ok')
  } catch (error) {
    const problem = error instanceof MiddleboxError ? `${error.message} ${error.hint}` : String(error)
    app.dispatch({ type: 'form', form: { problem } })
  }
}
