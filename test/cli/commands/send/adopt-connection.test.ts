import { Command } from 'commander'
import { expect, test } from 'vitest'
import { adoptConnection } from '../../../../src/cli/commands/send/adopt-connection.ts'
import { addTableOptions, givenFlags } from '../../../../src/cli/table-options.ts'

function adopted(args: string[], connection: [string, string][]) {
  const command = new Command()
  addTableOptions(command, 'send')
  command.parse(args, { from: 'user' })
  adoptConnection(
    command,
    connection.map(([flag, value]) => ({ flag, value })),
  )
  return Object.fromEntries(givenFlags(command).map(({ key, values }) => [key, values]))
}

test('switches, values and repetitions become ours', () => {
  expect(
    adopted(
      [],
      [
        ['insecure', ''],
        ['proxy', 'http://p'],
        ['resolve', 'a'],
        ['resolve', 'b'],
        ['unknown', 'x'],
      ],
    ),
  ).toEqual({
    insecure: [true],
    proxy: ['http://p'],
    resolve: ['a', 'b'],
  })
})

test('what was given to us wins', () => {
  expect(
    adopted(
      ['-x', 'none', '--resolve', 'c'],
      [
        ['proxy', 'http://p'],
        ['resolve', 'a'],
      ],
    ),
  ).toEqual({ proxy: ['none'], resolve: ['c'] })
})
