/** What a shell may complete, as plain data read off the loaded program: the same for every shell. */
import type { Command, Option } from 'commander'
import { helpTopics } from '../commands/help.ts'
import { definitionOf } from '../table-options.ts'

export type CompletionOption = {
  /** With dashes: `-p`, `--listen-port`. */
  spellings: readonly string[]
  help: string
  /** What follows: nothing, one of some words, a file, or something only the user knows. */
  value: 'none' | 'word' | 'file' | 'free'
  words: readonly string[]
}

export type CompletionNode = {
  /** Names from the program down, without the program's: '' for itself, 'ca export'. */
  path: string
  commands: readonly { name: string; help: string }[]
  options: readonly CompletionOption[]
  /** Words its first argument may be. */
  words: readonly string[]
}

/** The program and every command below it, outermost first. */
export function completionNodes(program: Command): CompletionNode[] {
  const names = program.commands.map((one) => one.name())
  return walk(
    program,
    '',
    names.filter((name) => name !== 'help'),
  )
}

/** `siblings` are what `help` can be asked about. */
function walk(command: Command, path: string, siblings: readonly string[]): CompletionNode[] {
  const visible = command.commands.filter((one) => !(one as Command & { _hidden?: boolean })._hidden)
  const options = [...command.options.filter((option) => !option.hidden), ...helpOption]
  const node: CompletionNode = {
    path,
    commands: visible.map((one) => ({ name: one.name(), help: one.summary() || one.description() })),
    options: options.map(readOption),
    words:
      path === 'help' ? [...siblings, ...Object.keys(helpTopics)] : (command.registeredArguments[0]?.argChoices ?? []),
  }
  return [node, ...visible.flatMap((one) => walk(one, `${path} ${one.name()}`.trim(), siblings))]
}

/** Commander makes its help option only when asked to print help. */
const helpOption = [{ short: '-h', long: '--help', description: 'print this help', flags: '-h, --help' } as Option]

function readOption(option: Option): CompletionOption {
  const spellings = [option.short, option.long].filter((one) => one !== undefined)
  const { argument, kind } = definitionOf(option) ?? {}
  const words = option.argChoices ?? []
  const takes = argument !== undefined || /[<[]/.test(option.flags)
  const isFile = kind ? kind.file === true : /file|path/i.test(option.flags)
  const value = !takes ? 'none' : words.length > 0 ? 'word' : isFile ? 'file' : 'free'
  return { spellings, help: option.description, value, words }
}
