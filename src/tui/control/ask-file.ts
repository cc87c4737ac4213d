/** Commands that need a file ask for it: the prompt is opened with what is known already, so that only the name is typed. */
import type { App } from './app.ts'
import { checkKept } from './reading.ts'

/** True when the name of a file is still to be typed. */
export function askFile(app: App, name: string, rest: string): boolean {
  const command = app.source.commands.list.find((one) => one.name === name)
  const wanted = command?.options['file']
  if (rest !== '' || wanted === undefined || wanted.default !== undefined) return false
  // Nobody types a name for what is there no more.
  if (command?.options['exchange'] !== undefined) checkKept(app)
  const known = name === 'save-har' ? shownOnly(app) : ''
  app.dispatch({ type: 'prompt', kind: 'command', label: ':', text: `${name} ${known}` })
  return true
}

/** The filter of what the list shows, as an option of the command; nothing when it shows all. */
function shownOnly({ ui: { filter, markedOnly } }: App): string {
  const typed = filter.trim()
  const both = typed === '' ? '~marked' : `(${typed}) & ~marked`
  const shown = markedOnly ? both : typed
  return shown === '' ? '' : `filter="${shown.replace(/["\\]/g, '\\$&')}" `
}
