/** `middlebox help [command...]`: the same text as `--help` after the command. */
import type { Command } from 'commander'
import { fullName, unknownCommand } from '../usage-error.ts'

export function registerHelp(program: Command): void {
  program
    .command('help')
    .argument('[command...]')
    .usage('[COMMAND]')
    .summary('help for a command')
    .action((names: string[]) => {
      let target = program
      for (const name of names) target = below(target, name)
      target.outputHelp()
    })
}

function below(command: Command, name: string): Command {
  const found = command.commands.find((one) => one.name() === name)
  if (found) return found
  throw unknownCommand(
    name,
    command.commands.map((one) => one.name()),
    fullName(command),
  )
}
