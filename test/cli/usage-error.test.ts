import { Command, CommanderError } from 'commander'
import { describe, expect, test } from 'vitest'
import { addTableOptions } from '../../src/cli/table-options.ts'
import { explainUsage, fullName, misplacedOption, unknownCommand } from '../../src/cli/usage-error.ts'

const program = new Command('middlebox')
const run = program.command('run').argument('<words...>')
addTableOptions(run, 'run')

const explain = (code: string, message: string, command = run) =>
  explainUsage(new CommanderError(1, code, message), command)

describe('explainUsage', () => {
  test.each([
    [
      'commander.unknownOption',
      "error: unknown option '--insecur'",
      'Expected an option of middlebox run, got --insecur; did you mean --insecure?',
    ],
    [
      'commander.unknownOption',
      "error: unknown option '--zzzzzzzz=1'",
      'Expected an option of middlebox run, got --zzzzzzzz.',
    ],
    [
      'commander.unknownOption',
      "error: unknown option '--insecure=1'",
      'Expected --insecure without a value, got --insecure=1.',
    ],
    ['commander.unknownOption', "error: unknown option '-Z'", 'Expected an option of middlebox run, got -Z.'],
    [
      'commander.optionMissingArgument',
      "error: option '-x, --proxy <value>' argument missing",
      'Expected a value after --proxy, got none.',
    ],
    [
      'commander.missingArgument',
      "error: missing required argument 'words'",
      'Expected WORDS after middlebox run, got none.',
    ],
    ['commander.other', 'error: something else', 'Something else.'],
  ])('%s %s', (code, message, told) => {
    expect(explain(code, message)).toMatchObject({ message: told, exitCode: 2 })
  })

  test.each(['commander.help', 'commander.helpDisplayed', 'commander.version'])('%s is no error', (code) => {
    expect(explain(code, '')).toBeUndefined()
  })

  test('too many arguments: the first that is too many is named', () => {
    const none = new Command('none')
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .action(() => {})
    let told
    try {
      none.parse(['a', 'b'], { from: 'user' })
    } catch (error) {
      told = explainUsage(error as CommanderError, none)
    }
    expect(told?.message).toBe('Expected no more arguments for none, got "a".')
  })
})

test('unknown commands are answered with the nearest, or with all', () => {
  expect(unknownCommand('rn', ['run', 'ca']).message).toContain('did you mean run?')
  expect(unknownCommand('zzzzz', ['run', 'ca']).message).toBe('Expected a command of middlebox (run, ca), got "zzzzz".')
  expect(unknownCommand('probe', ['run']).code).toBe('not_in_this_version')
  expect(unknownCommand('probe', ['show'], 'middlebox ca').code).toBe('usage')
})

test('a misplaced option says whose it is', () => {
  const option = run.options.find(({ long }) => long === '--json-file')!
  expect(misplacedOption(option, program).message).toBe(
    'Expected an option of middlebox, got --json-file, which is for run.',
  )
  expect(fullName(run)).toBe('middlebox run')
})
