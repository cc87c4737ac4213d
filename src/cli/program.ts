/** The command line: commander set up from the tables, with only the asked-for command loaded. */
import { Command, Option } from 'commander'
import { commandNames, commandTable, defaultCommand } from './command-table.ts'
import { registerHelp } from './commands/help.ts'
import { configureHelp } from './help.ts'
import { addProgramOptions, addTableOptions, hoistOptions } from './table-options.ts'
import { explainUsage, misplacedOption, unknownCommand } from './usage-error.ts'
import { readVersion } from './version.ts'
import type { CliWorld } from './world.ts'

/** The program, ready to parse `argv`. @throws MiddleboxError usage, not_in_this_version */
export async function createProgram(argv: readonly string[], world: CliWorld): Promise<Command> {
  return loadProgram(wantedCommands(argv, world), world)
}

/** The program with every command loaded: for the reference page. */
export async function loadWholeProgram(world: CliWorld): Promise<Command> {
  return loadProgram(commandNames, world)
}

/** The program with these commands loaded; the others are there by name only. */
async function loadProgram(wanted: readonly string[], world: CliWorld): Promise<Command> {
  const program = createBase(world)
  for (const { name, summary, load } of commandTable) {
    if (wanted.includes(name)) (await load())(program, world)
    else program.command(name)
    // Each `load` registers one command.
    const command = program.commands.at(-1)!
    command.summary(summary)
    equip(command, name)
  }
  registerHelp(program)
  guard(program)
  program.hook('preAction', (_, leaf) => {
    if (leaf.name() === 'help') return
    hoistOptions(leaf, (option) => misplacedOption(option, leaf))
  })
  return program
}

function createBase(world: CliWorld): Command {
  const program = new Command('middlebox')
  program
    .description('Stands between a client and a server and shows what happens there.')
    .usage('[options] [command]')
    .version(readVersion(), '-V, --version', 'print the version')
    .addHelpOption(helpOption())
    .helpCommand(false)
    .enablePositionalOptions()
    .showSuggestionAfterError(false)
  program.options[0]?.helpGroup('General:')
  configureHelp(program, world)
  addProgramOptions(program, defaultCommand)
  return program
}

/** Which commands `argv` needs: the one it names, the one `help` names, for `completion` all, else the default. */
function wantedCommands(argv: readonly string[], world: CliWorld): string[] {
  const scout = createBase(world)
  for (const name of [...commandNames, 'help']) scout.command(name, { isDefault: name === defaultCommand })
  guard(scout)
  const { operands, unknown } = scout.parseOptions([...argv])
  const [word = defaultCommand] = operands
  const [stray] = unknown
  // With a default command commander hands it every word that is no command.
  if (operands.length === 0 && stray !== undefined && !stray.startsWith('-'))
    throw unknownCommand(stray, [...commandNames, 'help'])
  if (word === 'help') return unknown.slice(0, 1)
  // Its subject is all the others.
  return word === 'completion' ? [...commandNames] : [word]
}

/** The table's options on the command and all below it, and options that end where the next command's name stands. */
function equip(command: Command, name: string): void {
  addTableOptions(command, name)
  command.addHelpOption(helpOption()).helpCommand(false)
  if (command.commands.length > 0) command.enablePositionalOptions()
  for (const below of command.commands) equip(below, name)
}

function helpOption(): Option {
  return new Option('-h, --help', 'print this help').helpGroup('General:')
}

/** Instead of ending the process, commander's complaints become errors of ours. */
function guard(command: Command): void {
  command.exitOverride((error) => {
    throw explainUsage(error, command) ?? error
  })
  for (const below of command.commands) guard(below)
}
