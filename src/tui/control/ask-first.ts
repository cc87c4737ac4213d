/** A question before something is lost that nothing brings back: the history, or what is in a file. */
import type { Question } from '../state/ui.ts'
import type { App } from './app.ts'
import { clearQuestion, forget } from './many.ts'
import { readArguments } from './run-command.ts'

/** True when the line waits for an answer, or was done with a yes about these very ones; else with a yes it comes again. */
export async function askFirst(app: App, name: string, rest: string): Promise<boolean> {
  const line = `${name} ${rest}`.trim()
  const { overlay } = app.ui
  if (overlay?.kind === 'confirm' && overlay.line === line) {
    app.dispatch({ type: 'overlay', overlay: undefined })
    if (overlay.ids === undefined) return false
    await forget(app, overlay.ids)
    return true
  }
  const asked = await questionFor(app, name, rest)
  if (asked !== undefined) app.dispatch({ type: 'overlay', overlay: { kind: 'confirm', line, ...asked } })
  return asked !== undefined
}

async function questionFor(
  app: App,
  name: string,
  rest: string,
): Promise<Pick<Question, 'question' | 'ids'> | undefined> {
  if (name === 'clear') {
    return rest.endsWith('true')
      ? { question: 'Forget everything, what still runs too, for good?' }
      : clearQuestion(app)
  }
  if (name !== 'save-har' && name !== 'save-body') return undefined
  const command = app.source.commands.list.find((one) => one.name === name)
  const { file } = command === undefined ? {} : readArguments(command.options, rest)
  if (typeof file !== 'string' || !(await app.source.isFile(file))) return undefined
  return { question: `There is a file ${file} already. Replace it?` }
}
