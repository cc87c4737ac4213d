import { Command } from 'commander'
import { expect, test } from 'vitest'
import { registerHelp } from '../../../src/cli/commands/help.ts'

async function help(...names: string[]): Promise<string> {
  let out = ''
  const program = new Command('middlebox').configureOutput({ writeOut: (text) => (out += text) }).helpCommand(false)
  program.command('ca').description('the CA').command('show').description('shows it')
  registerHelp(program)
  await program.parseAsync(['help', ...names], { from: 'user' })
  return out
}

test('prints the help of the program, a command, or one below', async () => {
  expect(await help()).toContain('Usage: middlebox ')
  expect(await help('ca')).toContain('the CA')
  expect(await help('ca', 'show')).toContain('shows it')
})

test('prints the page of a topic', async () => {
  expect(await help('filters')).toContain('~c [OP]CODE')
})

test('a name that is none is told with the nearest', async () => {
  await expect(help('cs')).rejects.toThrowError('Expected a command of middlebox, got "cs"; did you mean ca?')
  await expect(help('ca', 'shwo')).rejects.toThrowError(
    'Expected a command of middlebox ca, got "shwo"; did you mean show?',
  )
})
