/** Running a command of the session: words to options, and what it is not told filled in from what is selected. */
import { nearest } from '../../kit/nearest.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { OptionTable } from '../../model/option.ts'
import type { App } from './app.ts'
import { checkKept } from './reading.ts'
import { verbList } from './verb-list.ts'

/** The options that name what a command is about: of exchanges, and of what is paused. */
const subjects: ReadonlySet<string> = new Set(['exchange', 'exchanges', 'id'])

/** What is selected: among what is paused its own id, else that of the exchange. @throws MiddleboxError usage */
function subjectOf(app: App, name: string, option: string): string {
  checkKept(app)
  const { overlay } = app.ui
  const id = overlay?.kind === 'paused' ? app.source.paused()[overlay.index]?.id : app.selectedRow()?.id
  if (id === undefined)
    throw new MiddleboxError(
      'usage',
      `Expected something selected for ${name}, got nothing.`,
      'Move to it, or name its id.',
    )
  if (option === 'id' && !app.source.paused().some((one) => one.id === id || one.exchange === id)) throw notWaiting(app)
  return id
}

function notWaiting({ source, keymap }: App): MiddleboxError {
  const count = source.paused().length
  const hint = count === 0 ? 'Nothing is.' : `${keymap.keyOf('list', 'paused') ?? ':paused'} shows what is.`
  return new MiddleboxError('usage', 'Expected something that is paused, got an exchange that is not.', hint)
}

/** A command of the session; what it is not told and is about an exchange is about the selected one. */
export async function runCommand(app: App, name: string, rest: string): Promise<unknown> {
  const command = app.source.commands.list.find((one) => one.name === name)
  if (command === undefined) throw unknownName(app, name)
  const given = readArguments(command.options, rest)
  const subject = Object.keys(command.options).find((option) => subjects.has(option))
  if (subject !== undefined && given[subject] === undefined) given[subject] = subjectOf(app, name, subject)
  const result = await app.source.commands.run(name, given)
  // What was taken away on purpose is not read any more.
  if (name === 'delete' || name === 'clear') app.letGo()
  app.forgetRules()
  return result
}

/**
 * Words to options: `name=value` by name, others in the table's order. The last text option takes the rest of the line as it
 * is, so that filters and comments need no quotes.
 */
export function readArguments(options: OptionTable, rest: string): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  // What is selected is the subject: it is named only with `exchange=`.
  const names = Object.keys(options).filter((name) => !subjects.has(name))
  let left = rest.trim()
  while (left !== '') {
    const named = /^([a-z][\w-]*)=("(?:[^"\\]|\\.)*"|\S*)\s*/i.exec(left)
    if (named !== null && Object.hasOwn(options, named[1]!)) {
      given[named[1]!] = unquoted(named[2]!)
      left = left.slice(named[0].length)
      continue
    }
    const open = names.filter((name) => given[name] === undefined)
    const [name] = open
    if (name === undefined)
      throw new MiddleboxError('usage', `Expected nothing more, got ${left}.`, takenBy(options, named?.[1]))
    const last = open.length === 1 && options[name]!.kind === 'text'
    const word = last ? left : /^("(?:[^"\\]|\\.)*"|\S+)/.exec(left)![0]
    given[name] = last && !/^"[^"]*"$/.test(word) ? word : unquoted(word)
    left = left.slice(word.length).trim()
  }
  return given
}

function takenBy(options: OptionTable, given: string | undefined): string {
  const near = given === undefined ? undefined : nearest(given, Object.keys(options))
  if (near !== undefined) return `Did you mean ${near}=?`
  const all = Object.keys(options).map((name) => (subjects.has(name) ? `${name}=` : name))
  return `It takes ${all.join(', ') || 'nothing'}.`
}

function unquoted(word: string): string {
  return word.startsWith('"') && word.endsWith('"') && word.length > 1
    ? word.slice(1, -1).replace(/\\(.)/g, '$1')
    : word
}

function unknownName(app: App, name: string): MiddleboxError {
  const names = [...verbList.map((verb) => verb.name), ...app.source.commands.list.map((command) => command.name)]
  const near = nearest(name, names)
  return new MiddleboxError(
    'usage',
    `Expected a command, got ${name}.`,
    near === undefined ? 'C lists them.' : `Did you mean ${near}?`,
  )
}
