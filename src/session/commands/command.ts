/** A named verb: what a key, the `:` prompt and the control API all run. One file each in this folder. */
import type { OptionTable, OptionValues } from '../../model/option.ts'
import type { CommandWorld } from './parts/world.ts'

/** Where help and completion list it. */
export type CommandGroup = 'exchanges' | 'breakpoints' | 'rules' | 'conditions' | 'session'

export type Command<Table extends OptionTable = OptionTable, World = CommandWorld> = {
  /** Lower case words joined by '-'; typed after `:` and named in the API's path. */
  name: string
  /** One sentence without its full stop. */
  summary: string
  group: CommandGroup
  /** In the order in which they may be given without their names. */
  options: Table
  /** Resolves to something that JSON can hold. @throws MiddleboxError for arguments that name nothing */
  run(values: OptionValues<Table>, world: World): unknown
}

/** What a face is given: the verbs as data, and the one way to run them. */
export interface Commands {
  readonly list: readonly Pick<Command, 'name' | 'summary' | 'group' | 'options'>[]
  /** @throws MiddleboxError usage for an unknown name or wrong arguments, with the nearest name */
  run(name: string, given: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** Checks a command against its own table at compile time. */
export function defineCommand<const Table extends OptionTable>(command: Command<Table>): Command<Table> {
  return command
}
