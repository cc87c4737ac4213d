/** Running a command by its name: arguments read by its table, and what is wrong said in one line. */
import { parseOptions } from '../../../kit/option-table.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { Command, Commands } from '../command.ts'
import { unknownWord } from './subjects.ts'
import type { CommandWorld } from './world.ts'

export function createCommands(list: readonly Command[], world: CommandWorld): Commands {
  const byName = new Map(list.map((command) => [command.name, command]))
  return {
    list,
    async run(name, given) {
      const command = byName.get(name)
      if (command === undefined) throw unknownWord('the name of a command', name, [...byName.keys()])
      return command.run(readArguments(command, given), world)
    },
  }
}

/** The tables complain about rules; here it is a command that was misused. */
function readArguments({ name, options }: Command, given: Readonly<Record<string, unknown>>) {
  try {
    return parseOptions(options, given, name)
  } catch (error) {
    if (error instanceof MiddleboxError && error.code === 'rule_invalid')
      throw new MiddleboxError('usage', error.message, error.hint, { cause: error })
    throw error
  }
}
