/** How a line that is being typed could go on: what is listed while it grows, and what tab makes of it. */
import { type Typed, typedText } from '../parts/edit-text.ts'
import type { Prompt } from '../state/ui.ts'
import type { App } from './app.ts'
import { verbList } from './verb-list.ts'
import { wordsFor } from './words.ts'

/** The whole lines that begin so, for completion: the screen's verbs and the session's commands, then what they take. */
export function completions(app: App, line: string): string[] {
  const found = /^\s*(\S*)$/.exec(line)
  if (found === null) return argumentsOf(line, app)
  const names = [...verbList.map((verb) => verb.name), ...app.source.commands.list.map((command) => command.name)]
  return [...new Set(names)].filter((name) => name.startsWith(found[1]!)).sort()
}

/** What the last word of a line may be: a word that the name takes there, an option, or one of its choices. */
function argumentsOf(line: string, app: App): string[] {
  const [, start = '', name = '', word = ''] = /^(\s*(\S+).*?\s)("[^"]*|\S*)$/.exec(line) ?? []
  const command = app.source.commands.list.find((one) => one.name === name)
  const options = Object.entries(command?.options ?? {})
  const first = start.trim() === name ? wordsFor(app, name) : []
  const words = options.flatMap(([option, spec]) => [`${option}=`, ...(spec.kind === 'choice' ? spec.choices : [])])
  return [...first, ...words].filter((one) => one.startsWith(word)).map((one) => start + one)
}

/** Rows of words that are listed. */
const listedRows = 3

/** What a name does, or how the line could go on. */
export function meaningOf(app: App, text: string): string {
  const name = text.trim()
  const command = app.source.commands.list.find((one) => one.name === name)
  const verb = verbList.find((one) => one.name === name)
  const found = completions(app, text)
  const said =
    verb !== undefined
      ? `${'argument' in verb ? `${verb.argument}  ` : ''}${verb.summary}`
      : command && `${Object.keys(command.options).join(' ')}  ${command.summary}`.trim()
  if (said !== undefined && (text.length === name.length || found.length === 0)) return said
  const lastWord = Math.max(
    0,
    ...found.map((line) => line.length - (/("[^"]*"?|\S*)$/.exec(line)?.[0].length ?? 0)).slice(0, 1),
  )
  return listed(
    found.map((line) => line.slice(lastWord)),
    app.ui.size.columns * listedRows,
  )
}

function listed(words: readonly string[], room: number): string {
  let length = 0
  const fit = words.filter((word) => (length += word.length + 2) <= room)
  const left = words.length - fit.length
  return `${fit.join('  ')}${left > 0 ? `  and ${left} more` : ''}`
}

/** Tab: as far as all that begin so agree, and the whole of it where one is left; then one after the other. */
export function completed(
  app: App,
  { typed, meaning, cycle }: Prompt,
  by: 1 | -1,
): { typed: Typed; cycle?: NonNullable<Prompt['cycle']> } | undefined {
  const base = cycle?.base ?? typed.text.slice(0, typed.at)
  const found = completions(app, base)
  const [first] = found
  if (first === undefined) return undefined
  const common = commonStart(found)
  if (cycle === undefined && found.length === 1)
    return { typed: typedText(common.endsWith('=') ? common : `${common} `) }
  if (cycle === undefined && (common.length > base.length || (meaning ?? '') === ''))
    return { typed: typedText(common) }
  const at = cycle === undefined ? (by > 0 ? 0 : found.length - 1) : (cycle.at + by + found.length) % found.length
  return { typed: typedText(found[at]!), cycle: { base, at } }
}

function commonStart(lines: readonly string[]): string {
  return lines.reduce((prefix, one) => {
    let length = 0
    while (length < prefix.length && prefix[length] === one[length]) length++
    return prefix.slice(0, length)
  })
}
