/** How help looks: commands first, options under their themes, the table's own value names, 80 columns. */
import { styleText } from 'node:util'
import type { Command, Help, Option } from 'commander'
import { themes } from '../config/option.ts'
import { wantsColor } from './choose-face.ts'
import { commandTable } from './command-table.ts'
import { definitionOf } from './table-options.ts'
import type { CliWorld } from './world.ts'

const widest = 80

const examples = `
Examples:
  middlebox                        proxy on 127.0.0.1:8080; Ctrl-C ends it
  middlebox run -- npm test        run a command behind it, on a free port
  middlebox -p 0 --json | jq .url  any free port, one JSON object per line

Defaults are in [brackets]. Options may stand before or after the command;
each has a variable too (MIDDLEBOX_LISTEN_PORT) and a key in middlebox.yml
(listenPort).
`

export function configureHelp(program: Command, world: CliWorld): void {
  const coloured = () => wantsColor({ noColor: program.getOptionValue('color') === false }, world)
  const width = () => Math.min(widest, world.columns)
  program.configureHelp({
    formatHelp,
    optionTerm,
    optionDescription: (option) => option.description,
    argumentDescription: (argument) => argument.description,
    subcommandTerm,
    styleTitle: (title) => styleText('bold', title, { validateStream: false }),
  })
  program.configureOutput({
    writeOut: (text) => world.stdout(text),
    writeErr: (text) => world.stderr(text),
    // Errors are told once, by whoever catches them.
    outputError: () => {},
    getOutHelpWidth: width,
    getErrHelpWidth: width,
    getOutHasColors: coloured,
    getErrHasColors: coloured,
  })
  program.addHelpText('after', ({ command }) => (command === program ? examples.trimEnd() : ''))
}

function formatHelp(command: Command, helper: Help): string {
  const width = helper.padWidth(command, helper)
  const item = (term: string, text: string) => helper.formatItem(term, width, text, helper)
  const parts = [[`${helper.styleTitle('Usage:')} ${helper.commandUsage(command)}`]]
  const description = helper.commandDescription(command)
  if (description) parts.push([helper.boxWrap(description, helper.helpWidth ?? widest)])
  const section = (heading: string, items: string[]) => {
    if (items.length > 0) parts.push([helper.styleTitle(heading), ...items])
  }
  const commands = helper.visibleCommands(command)
  section(
    'Commands:',
    commands.map((one) => item(helper.subcommandTerm(one), helper.subcommandDescription(one))),
  )
  const args = helper.visibleArguments(command)
  section(
    'Arguments:',
    args.map((one) => item(helper.argumentTerm(one), helper.argumentDescription(one))),
  )
  for (const [heading, options] of optionGroups(helper.visibleOptions(command))) {
    section(
      heading,
      options.map((one) => item(helper.optionTerm(one), helper.optionDescription(one))),
    )
  }
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** A command's own options first, then the themes in their order. */
function optionGroups(visible: readonly Option[]): [string, Option[]][] {
  const groups = Map.groupBy(visible, (option) => option.helpGroupHeading ?? 'Options:')
  const rank = (heading: string) => themes.findIndex((theme) => heading === `${theme}:`)
  return [...groups].sort(([a], [b]) => rank(a) - rank(b))
}

/** `-p, --listen-port N` as in curl's help, without angle brackets. */
export function optionTerm(option: Option): string {
  const named = definitionOf(option)?.argument
  const flags = option.flags.replace(/<([^>]+)>/, (_, name: string) => named ?? name.toUpperCase())
  return option.short ? flags : `    ${flags}`
}

function subcommandTerm(command: Command): string {
  const known = command.parent?.parent ? undefined : commandTable.find(({ name }) => name === command.name())
  return `${command.name()} ${known?.usage ?? ''}`.trimEnd()
}
