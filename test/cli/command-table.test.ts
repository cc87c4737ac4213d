import { expect, test } from 'vitest'
import { Command } from 'commander'
import { commandNames, commandTable, defaultCommand } from '../../src/cli/command-table.ts'
import { laterCommands } from '../../src/config/later.ts'
import { createTestWorld } from '../support/cli-world.ts'

test.each(commandTable)('$name registers one command of that name', async ({ name, load }) => {
  const program = new Command().enablePositionalOptions()
  ;(await load())(program, createTestWorld())
  expect(program.commands.map((one) => one.name())).toEqual([name])
})

test('the default is one of them, and none is for later', () => {
  expect(commandNames).toContain(defaultCommand)
  expect(commandNames.filter((name) => (laterCommands as readonly string[]).includes(name))).toEqual([])
})
