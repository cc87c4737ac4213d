/** The option table as commander options: what a command takes, and what was given to it. */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { GivenFlag } from '../config/load.ts'
import { appliesTo } from '../config/option.ts'
import type { OptionDefinition } from '../config/option.ts'
import { configOption, keyOfFlag, optionEntries } from '../config/options.ts'

/** Every option there is, in the order of help. */
export const allOptions: readonly OptionDefinition[] = [...optionEntries.map(([, option]) => option), configOption]

/** The table's definition behind a commander option, for help, completion and the reference. */
const definitions = new WeakMap<Option, OptionDefinition>()

export function definitionOf(option: Option): OptionDefinition | undefined {
  return definitions.get(option)
}

/** Adds the table's options for `name` to the command, but for those it has of its own. */
export function addTableOptions(command: Command, name: string): void {
  for (const definition of allOptions) {
    const shown = definition.shownFor?.[name]
    if (appliesTo(definition, name))
      addOption(command, shown === undefined ? definition : { ...definition, shown }, false)
  }
}

/** The program itself takes them all, so that they may stand before the command; it shows those of the default command. */
export function addProgramOptions(program: Command, defaultName: string): void {
  for (const definition of allOptions) addOption(program, definition, !appliesTo(definition, defaultName))
}

function addOption(command: Command, definition: OptionDefinition, hidden: boolean): void {
  const { flag, letter, aliases = [] } = definition
  if (has(command, `--${flag}`)) return
  const short = letter && !has(command, `-${letter}`) ? `-${letter}, ` : ''
  command.addOption(createOption(`${short}--${flag}`, definition).hideHelp(hidden))
  for (const alias of aliases) command.addOption(createOption(`--${alias}`, definition).hideHelp())
}

function createOption(flags: string, definition: OptionDefinition): Option {
  const { argument, help, kind, many, shown, theme } = definition
  const option = new Option(argument ? `${flags} <value>` : flags, shown ? `${help} [${shown}]` : help)
  option.helpGroup(`${theme}:`)
  if (many) option.argParser((value: string, earlier: string[] | undefined) => [...(earlier ?? []), value])
  // Values are checked by the table; commander only shall know what to complete.
  if (kind.values && argument) option.argChoices = [...kind.values]
  definitions.set(option, definition)
  return option
}

function has(command: Command, spelling: string): boolean {
  return command.options.some((option) => option.short === spelling || option.long === spelling)
}

/** Moves what was given before the command's name to the command; for what it does not take, says so through `refuse`. */
export function hoistOptions(leaf: Command, refuse: (option: Option) => Error): void {
  for (let above = leaf.parent; above; above = above.parent) {
    for (const option of above.options) {
      const attribute = option.attributeName()
      if (above.getOptionValueSource(attribute) !== 'cli' || option.long === undefined) continue
      if (!has(leaf, option.long)) throw refuse(option)
      const value: unknown = above.getOptionValue(attribute)
      if (leaf.getOptionValueSource(attribute) !== 'cli') leaf.setOptionValueWithSource(attribute, value, 'cli')
      else if (Array.isArray(value)) {
        leaf.setOptionValueWithSource(
          attribute,
          [...(value as unknown[]), ...(leaf.getOptionValue(attribute) as unknown[])],
          'cli',
        )
      }
    }
  }
}

/** What the command line said about the table's options. */
export function givenFlags(command: Command): GivenFlag[] {
  const given: GivenFlag[] = []
  for (const option of command.options) {
    const definition = definitions.get(option)
    const key = definition && keyOfFlag(definition.flag)
    if (!key || command.getOptionValueSource(option.attributeName()) !== 'cli') continue
    const value: unknown = command.getOptionValue(option.attributeName())
    const values = definition.argument ? ([value].flat() as string[]) : [true as const]
    given.push({ key, spelling: option.long ?? option.flags, values })
  }
  return given
}
