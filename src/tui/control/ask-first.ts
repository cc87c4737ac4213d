/** A question before something is lost that nothing brings back: the history, or what is in a file. */
import type { App } from './app.ts'
import { readArguments } from './run-command.ts'

/** True when the line waits for an answer; with a yes it comes again. */
export async function askFirst(app: App, name: string, rest: string): Promise<boolean> {
  const line = `${name} ${rest}`.trim()
  const { overlay } = app.ui
  if (overlay?.kind === 'confirm' && overlay.line === line) {
    app.dispatch({ type: 'overlay', overlay: undefined })
    return false
  }
  const question = await questionFor(app, name, rest)
  if (question !== undefined) app.dispatch({ type: 'overlay', overlay: { kind: 'confirm', question, line } })
  return question !== undefined
}

async function questionFor(app: App, name: string, rest: string): Promise<string | undefined> {
  if (name === 'clear')
    return app.list.total > 1 ? `All ${app.list.total} are forgotten, for good. Forget them?` : undefined
  if (name !== 'save-har' && name !== 'save-body') return undefined
  const command = app.source.commands.list.find((one) => one.name === name)
  const { file } = command === undefined ? {} : readArguments(command.options, rest)
  if (typeof file !== 'string' || !(await app.source.isFile(file))) return undefined
  return `There is a file ${file} already. Replace it?`
}
