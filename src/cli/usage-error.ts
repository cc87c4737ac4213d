/** What commander complains about, in our words: one line, the nearest name, exit code 2. */
import type { Command, CommanderError, Option } from 'commander'
import { laterCommands, laterFlags } from '../config/later.ts'
import { nearest } from '../kit/nearest.ts'
import { MiddleboxError } from '../model/errors.ts'
import { definitionOf } from './table-options.ts'

/** The error for the user; undefined for what is none, such as help that was asked for. */
export function explainUsage(error: CommanderError, command: Command): MiddleboxError | undefined {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const where = fullName(command)
  switch (error.code) {
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return undefined
    case 'commander.unknownOption':
      return unknownOption(quoted, command)
    case 'commander.unknownCommand':
      return unknownName(
        quoted,
        command.commands.map((one) => one.name()),
        where,
      )
    case 'commander.optionMissingArgument':
      return new MiddleboxError('usage', `Expected a value after ${spelling(quoted)}, got none.`, help(command))
    case 'commander.missingArgument':
      return new MiddleboxError('usage', `Expected ${quoted.toUpperCase()} after ${where}, got none.`, help(command))
    case 'commander.excessArguments': {
      const [extra = ''] = command.args.slice(command.registeredArguments.length)
      return new MiddleboxError(
        'usage',
        `Expected no more arguments for ${where}, got ${JSON.stringify(extra)}.`,
        help(command),
      )
    }
    default:
      return new MiddleboxError('usage', sentence(error.message.replace(/^error: /, '')), help(command))
  }
}

/** A word where a command was expected. */
export function unknownCommand(word: string, known: readonly string[], where = 'middlebox'): MiddleboxError {
  if (where === 'middlebox' && (laterCommands as readonly string[]).includes(word)) return notYet(word)
  return unknownName(word, known, where)
}

function unknownName(word: string, known: readonly string[], where: string): MiddleboxError {
  const meant = nearest(word, known)
  const found = JSON.stringify(word)
  if (meant)
    return new MiddleboxError('usage', `Expected a command of ${where}, got ${found}; did you mean ${meant}?`, '')
  return new MiddleboxError('usage', `Expected a command of ${where} (${known.join(', ')}), got ${found}.`, '')
}

function unknownOption(given: string, command: Command): MiddleboxError {
  const bare = given.replace(/=.*$/s, '')
  const later = laterFlags.find(
    ({ flag, letter }) => `--${flag}` === bare || (letter && /^-[^-]/.test(bare) && bare[1] === letter),
  )
  if (later) return notYet(bare.startsWith('--') ? bare : `-${later.letter}`)
  const known = command.options.flatMap(({ long }) => (long ? [long.slice(2)] : []))
  if (bare !== given && known.includes(bare.slice(2)))
    return new MiddleboxError('usage', `Expected ${bare} without a value, got ${given}.`, help(command))
  const meant = bare.startsWith('--') ? nearest(bare.slice(2), [...known, 'help']) : undefined
  const message = `Expected an option of ${fullName(command)}, got ${bare}`
  return meant
    ? new MiddleboxError('usage', `${message}; did you mean --${meant}?`, '')
    : new MiddleboxError('usage', `${message}.`, help(command))
}

/** An option before a command that does not take it. */
export function misplacedOption(option: Option, command: Command): MiddleboxError {
  const takers = definitionOf(option)?.commands?.join(' and ')
  const message = `Expected an option of ${fullName(command)}, got ${option.long ?? option.flags}`
  return new MiddleboxError('usage', takers ? `${message}, which is for ${takers}.` : `${message}.`, help(command))
}

function notYet(name: string): MiddleboxError {
  return new MiddleboxError('not_in_this_version', `${name} is not in this version.`)
}

export function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name()
}

function help(command: Command): string {
  return `See ${fullName(command)} --help.`
}

/** `-p, --listen-port <value>` is said as `--listen-port`. */
function spelling(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags.split(/[ ,]/, 1)[0]!
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`
}
