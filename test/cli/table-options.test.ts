import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import {
  addProgramOptions,
  addTableOptions,
  allOptions,
  definitionOf,
  givenFlags,
  hoistOptions,
} from '../../src/cli/table-options.ts'

describe('addTableOptions', () => {
  test('gives a command what applies to it, and leaves what it has of its own', () => {
    const command = new Command('run').option('-k, --keep', 'own').option('--view <x>', 'own')
    addTableOptions(command, 'run')
    const spelled = command.options.map(({ flags }) => flags)
    expect(spelled).toContain('--insecure')
    expect(spelled).not.toContain('-p, --listen-port <value>')
    expect(spelled.filter((flags) => flags.startsWith('--view'))).toEqual(['--view <x>'])
  })

  test('aliases are hidden', () => {
    const command = new Command('forward')
    addTableOptions(command, 'forward')
    expect(command.options.find(({ long }) => long === '--ssl-insecure')).toMatchObject({
      hidden: true,
      short: undefined,
    })
  })
})

test('the program takes all options and hides those the default command has not', () => {
  const program = new Command()
  addProgramOptions(program, 'forward')
  expect(program.options.filter(({ hidden }) => !hidden).every((option) => definitionOf(option))).toBe(true)
  expect(program.options.find(({ long }) => long === '--json-file')?.hidden).toBe(true)
  expect(program.options.length).toBeGreaterThanOrEqual(allOptions.length)
})

test('given are only options of the command line, with all their values', () => {
  const command = new Command('forward')
  addTableOptions(command, 'forward')
  command.parse(['-E', 'a', '-E', 'b', '--no-tui', '-p', '1', '-p', '2'], { from: 'user' })
  expect(givenFlags(command)).toEqual([
    { key: 'listenPort', spelling: '--listen-port', values: ['2'] },
    { key: 'cert', spelling: '--cert', values: ['a', 'b'] },
    { key: 'noTui', spelling: '--no-tui', values: [true] },
  ])
})

test('hoisting refuses what the command has not', () => {
  const program = new Command('m').enablePositionalOptions()
  addProgramOptions(program, 'forward')
  const below = program.command('below').action(() => {})
  program.parse(['-k', 'below'], { from: 'user' })
  expect(() => hoistOptions(below, (option) => new Error(`no ${option.long}`))).toThrowError('no --insecure')
})
