/** Running a line of the prompt, whoever wrote it: a key, a menu, or somebody at the keyboard. */
import type { App } from './app.ts'
import { askFile } from './ask-file.ts'
import { askFirst } from './ask-first.ts'
import { readsMade } from './journey.ts'
import { runCommand } from './run-command.ts'
import { saidResult } from './said-result.ts'
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
    else if (!askFile(app, name, rest) && !(await askFirst(app, name, rest)))
      tellResult(app, name, await runCommand(app, name, rest))
  } catch (error) {
    app.complain(error)
  }
}

/** Commands that make an exchange of another one. */
const makers: ReadonlySet<string> = new Set(['replay', 'send', 'duplicate'])

/** What a command answered: in the last row what is short, over the list what is long. */
function tellResult(app: App, name: string, result: unknown): void {
  if (makers.has(name) && readsMade(app, result)) return
  if (name === 'rule-undo') return app.say('the last change of the rules is taken back; # shows them', 'ok')
  const said = saidResult(name, result)
  if ('long' in said)
    app.dispatch({ type: 'overlay', overlay: { kind: 'text', title: name, text: said.long, from: 0 } })
  else app.say(said.short, 'ok')
}
