/** The reference page of the command line, from the tables in src/cli and src/config, and the commands themselves. */
import type { Command } from 'commander'
import { commandNames, commandTable } from '../../src/cli/command-table.ts'
import { exitCodeTable } from '../../src/cli/exit-codes.ts'
import { loadWholeProgram } from '../../src/cli/program.ts'
import { definitionOf } from '../../src/cli/table-options.ts'
import type { CliWorld } from '../../src/cli/world.ts'
import { limitDefinitions } from '../../src/config/limits.ts'
import { themes, variableOf } from '../../src/config/option.ts'
import type { OptionDefinition } from '../../src/config/option.ts'
import { configOption, optionEntries } from '../../src/config/options.ts'
import { otherVariables } from '../../src/config/variable-source.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')
const row = (...cells: string[]) => `| ${cells.map(cell).join(' | ')} |`
const code = (text: string) => `\`${text}\``

export async function renderCli(): Promise<string> {
  const program = await loadWholeProgram(silentWorld)
  const commands = commandTable.map(({ name, usage, summary }) =>
    row(code(`middlebox ${name} ${usage}`.trim()), summary),
  )
  return `<!-- Written by "npm run docs" from src/cli and src/config. -->

# Command line

\`middlebox\` and \`mbx\` are the same program. Options may stand before or after the command; for \`run\`, up to \`--\`.
An unknown command or option ends with exit code 2 and the nearest name; one that belongs to a later version is answered
with \`not in this version\`.

| command | what it does |
| --- | --- |
${commands.join('\n')}
${commandTable.map(({ name }) => ownOptions(program.commands.find((one) => one.name() === name)!)).join('')}
## Common options

Each option is also a variable and a key of the config file. What is said nearer wins: flag, then variable, then the
project's \`middlebox.yml\` (or \`middlebox.yaml\`, \`middlebox.config.ts\`, \`middlebox.config.js\`, found upward from the
working directory), then the same in \`$XDG_CONFIG_HOME/middlebox/\`. Options marked with * may be given several times: a
list in the config file, one value per line in the variable. A switch in a variable is \`true\` or \`false\`.
${themes.map(themeSection).join('')}
${limitsSection()}
## Other variables

| variable | meaning |
| --- | --- |
${otherVariables.map(({ name, help }) => row(code(name), help)).join('\n')}
| \`NO_COLOR\` | set and not empty: no colours |

## Exit codes

| code | meaning |
| --- | --- |
${exitCodeTable.map(([value, meaning]) => row(value, meaning)).join('\n')}
`
}

/** What a command and those below it take besides the common options. */
function ownOptions(command: Command): string {
  const parts = [command, ...command.commands].map((one) => {
    const name = one === command ? command.name() : `${command.name()} ${one.name()}`
    const options = one.options.filter((option) => !option.hidden && !definitionOf(option))
    if (options.length === 0 && one === command) return ''
    const table = options.map((option) => row(code(option.flags), option.description))
    const text = one === command ? '' : `\n${one.description()}\n`
    return `\n### ${name}\n${text}${table.length > 0 ? `\n| option | meaning |\n| --- | --- |\n${table.join('\n')}\n` : ''}`
  })
  return parts.join('')
}

function themeSection(theme: string): string {
  const rows = [...optionEntries, ['', configOption] as const].filter(([, option]) => option.theme === theme)
  return `
### ${theme}

| option | takes | meaning | key | variable | commands |
| --- | --- | --- | --- | --- | --- |
${rows.map(([key, option]) => optionRow(key, option)).join('\n')}
`
}

function optionRow(key: string, option: OptionDefinition): string {
  const { flag, letter, argument, aliases = [], many, shown, help, commands } = option
  const names = [...(letter ? [`-${letter}`] : []), `--${flag}`, ...aliases.map((alias) => `--${alias}`)].join(', ')
  const meaning = shown ? `${help} (default ${shown})` : help
  const takes = argument ? option.kind.expected : ''
  const spelled = code(argument ? `${names} ${argument}` : names) + (many ? ' *' : '')
  const takers = commands?.filter((name) => commandNames.includes(name)).join(', ') ?? 'all'
  return row(spelled, takes, meaning, key && code(key), code(variableOf(key || flag)), takers)
}

function limitsSection(): string {
  const rows = Object.entries(limitDefinitions).map(([key, { help, shown }]) => row(code(`limits.${key}`), help, shown))
  return `## Limits

Only in the config file.

| key | meaning | default |
| --- | --- | --- |
${rows.join('\n')}
`
}

/** Help is not printed here: nothing is said, nothing is read. */
const silentWorld: CliWorld = {
  stdout: () => {},
  stderr: () => {},
  stdin: async () => new Uint8Array(),
  env: {},
  platform: 'linux',
  home: () => '/',
  cwd: () => '/',
  isTTY: false,
  columns: 80,
  pid: 0,
  script: '',
  onSignal: () => () => {},
  exit: () => {},
  exitNow: () => {},
}
