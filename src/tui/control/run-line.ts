/** Running a line of the prompt, whoever wrote it: a key, a menu, or somebody at the keyboard. */
import type { App } from './app.ts'
import { askFile } from './ask-file.ts'
import { runCommand } from './run-command.ts'
import { verbs } from './verbs.ts'

/** Runs it; what goes wrong is said in the last row. */
export async function runLine(app: App, line: string): Promise<void> {
  const trimmed = line.trim()
  const space = trimmed.search(/\s/)
  const name = space < 0 ? trimmed : trimmed.slice(0, space)
  const rest = space < 0 ? '' : trimmed.slice(space).trim()
  if (name === '') return
  try {
    const verb = Object.hasOwn(verbs, name) ? verbs[name as keyof typeof verbs] : undefined
    if (verb !== undefined) await verb(app, rest)
    else if (!askFile(app, name, rest)) tellResult(app, name, await runCommand(app, name, rest))
  } catch (error) {
    app.complain(error)
  }
}

/** What a command answered: in the last row what is short, over the list what is long. */
function tellResult(app: App, name: string, result: unknown): void {
  if (name === 'rule-undo') return app.say('the last change of the rules is taken back; # shows them', 'ok')
  const short = shortResult(result)
  if (short === undefined) {
    const text = typeof result === 'string' ? result : JSON.stringify(result, null, 2)
    app.dispatch({ type: 'overlay', overlay: { kind: 'text', title: name, text, from: 0 } })
  } else app.say(short === '' ? `${name}: done` : `${name}: ${short}`, 'ok')
}

/** Characters that the last row has for a result. */
const room = 100

function shortResult(result: unknown): string | undefined {
  if (result === undefined || result === null) return ''
  if (typeof result !== 'object') {
    const text = typeof result === 'string' ? result : JSON.stringify(result)
    return text.length <= room ? text : undefined
  }
  if (Array.isArray(result)) return undefined
  const pairs = Object.entries(result).map(
    ([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const text = pairs.join(', ')
  return text.length <= room ? text : undefined
}
