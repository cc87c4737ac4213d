/** `middlebox help [command...]`: the same text as `--help` after the command; and topics that belong to no command. */
import type { Command } from 'commander'
import { fullName, unknownCommand } from '../usage-error.ts'

/** What has a page of its own, and whence. */
export const helpTopics: Readonly<Record<string, () => Promise<string>>> = {
  filters: async () => (await import('./help/filters.ts')).filterHelp(),
}

export function registerHelp(program: Command): void {
  program
    .command('help')
    .argument('[command...]')
    .usage('[COMMAND | filters]')
    .summary('help for a command, or for filters')
    .action(async (names: string[]) => {
      const [topic = ''] = names
      if (names.length === 1 && Object.hasOwn(helpTopics, topic)) {
        const text = await helpTopics[topic]!()
        return program.configureOutput().writeOut?.(text)
      }
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
