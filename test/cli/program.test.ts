import { describe, expect, test } from 'vitest'
import { commandNames } from '../../src/cli/command-table.ts'
import { createProgram, loadWholeProgram } from '../../src/cli/program.ts'
import { givenFlags } from '../../src/cli/table-options.ts'
import type { GivenFlag } from '../../src/config/load.ts'
import { createTestWorld } from '../support/cli-world.ts'

/** Parses and says which command would have run, and what it was given. */
async function parse(argv: string[]): Promise<{ name: string; flags: Record<string, GivenFlag['values']> }> {
  const program = await createProgram(argv, createTestWorld())
  let chosen: { name: string; flags: Record<string, GivenFlag['values']> } | undefined
  for (const command of program.commands) {
    command.action(() => {
      chosen = {
        name: command.name(),
        flags: Object.fromEntries(givenFlags(command).map(({ key, values }) => [key, values])),
      }
    })
  }
  await program.parseAsync(argv, { from: 'user' })
  return chosen!
}

describe('options', () => {
  test.each<[string[], string, object]>([
    [[], 'forward', {}],
    [['-p', '9', '-kq'], 'forward', { listenPort: ['9'], insecure: [true], quiet: [true] }],
    [['forward', '--listen-port=9', '--no-tui'], 'forward', { listenPort: ['9'], noTui: [true] }],
    [['-k', 'run', '--no-color', '--', 'ls', '-k'], 'run', { insecure: [true], noColor: [true] }],
    [['-E', 'a', 'forward', '-E', 'b', '-E', 'c'], 'forward', { cert: ['a', 'b', 'c'] }],
    [['-p', '1', 'forward', '-p', '2'], 'forward', { listenPort: ['2'] }],
    [['--ssl-insecure', '--view-filter', '~q'], 'forward', { insecure: [true], view: ['~q'] }],
  ])('%j', async (argv, name, flags) => {
    expect(await parse(argv)).toEqual({ name, flags })
  })

  test('before a command that does not take them they are refused', async () => {
    await expect(parse(['--json-file', 'x', 'forward'])).rejects.toThrowError(
      'Expected an option of middlebox forward, got --json-file, which is for run.',
    )
  })

  test('before a command that has one of the same name they are that one', async () => {
    const program = await createProgram(['-p', '7', 'ca', 'env'], createTestWorld())
    const env = program.commands.find((one) => one.name() === 'ca')!.commands.find((one) => one.name() === 'env')!
    let port: unknown
    env.action(() => void (port = env.getOptionValue('listenPort')))
    await program.parseAsync(['-p', '7', 'ca', 'env'], { from: 'user' })
    expect(port).toBe('7')
  })
})

describe('loading', () => {
  test('only the asked-for command has its own arguments and options', async () => {
    const program = await createProgram(['help', 'run'], createTestWorld())
    const own = program.commands.filter((one) => one.registeredArguments.length > 0).map((one) => one.name())
    expect(own).toEqual(['run', 'help'])
  })

  test('the whole program has all commands, each with a summary, and no name of a later version', async () => {
    const program = await loadWholeProgram(createTestWorld())
    expect(program.commands.map((one) => one.name())).toEqual([...commandNames, 'help'])
    for (const command of program.commands) expect(command.summary()).not.toBe('')
    expect(program.commands.flatMap((one) => one.options).filter((option) => option.optional)).toEqual([])
  })
})
