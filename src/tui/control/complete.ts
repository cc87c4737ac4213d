/** How a line that is being typed could go on. */
import type { App } from './app.ts'
import { verbList } from './verb-list.ts'

/** The names that begin so, for completion: the screen's verbs and the session's commands. */
export function completions(app: App, line: string): string[] {
  const found = /^\s*(\S*)$/.exec(line)
  if (found === null) return argumentsOf(line, app)
  const names = [...verbList.map((verb) => verb.name), ...app.source.commands.list.map((command) => command.name)]
  return [...new Set(names)].filter((name) => name.startsWith(found[1]!)).sort()
}

/** What the last word of a line may be: choices of the command's options, or their names. */
function argumentsOf(line: string, app: App): string[] {
  const [, start = '', name = '', word = ''] = /^(\s*(\S+).*?\s)(\S*)$/.exec(line) ?? []
  const command = app.source.commands.list.find((one) => one.name === name)
  const options = Object.entries(command?.options ?? {})
  const words = options.flatMap(([option, spec]) => [`${option}=`, ...(spec.kind === 'choice' ? spec.choices : [])])
  return words.filter((one) => one.startsWith(word)).map((one) => start + one)
}
