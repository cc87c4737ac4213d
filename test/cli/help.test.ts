import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { commandNames } from '../../src/cli/command-table.ts'
import { loadWholeProgram } from '../../src/cli/program.ts'
import { main } from '../../src/cli/start.ts'
import type { CliWorld } from '../../src/cli/world.ts'
import { laterFlags } from '../../src/config/later.ts'
import { themes } from '../../src/config/option.ts'
import { createTestWorld } from '../support/cli-world.ts'

async function help(argv: string[], given: Partial<CliWorld> = {}): Promise<string> {
  const world = createTestWorld(given)
  await main(argv, world)
  return world.out
}

describe('help', () => {
  test('lists commands and themes in order, and three examples', async () => {
    const text = await help(['--help'])
    const headings = [...text.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(['Commands', ...themes, 'Examples'])
    for (const name of [...commandNames, 'help']) expect(text).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
    expect(text.split('Examples:\n')[1]!.split('\n\n')[0]!.split('\n')).toHaveLength(3)
  })

  test('every page fits 80 columns, also on a wider terminal', async () => {
    const program = await loadWholeProgram(createTestWorld())
    const paths = program.commands.flatMap((one) => [
      [one.name()],
      ...one.commands.map((below) => [one.name(), below.name()]),
    ])
    for (const path of [[], ...paths]) {
      const lines = (await help(['help', ...path], { isTTY: true, columns: 200 }))
        .split('\n')
        .map(stripVTControlCharacters)
      expect(lines.filter((line) => line.length > 80)).toEqual([])
      expect(lines.join('\n')).toContain(`Usage: ${['middlebox', ...path].join(' ')}`)
    }
  })

  test('nothing of later versions is in it, and nothing in angle brackets but arguments', async () => {
    const text = await help(['--help'])
    for (const { flag } of laterFlags) if (flag) expect(text).not.toContain(`--${flag} `)
    expect(text).not.toMatch(/<value>/)
    expect(text).toContain('-p, --listen-port N ')
  })

  test('headings are bold on a terminal, unless colours are not wanted', async () => {
    const bold = '\u001b[1mCommands:'
    expect(await help(['--help'], { isTTY: true })).toContain(bold)
    expect(await help(['--help'])).not.toContain('\u001b')
    expect(await help(['--help'], { isTTY: true, env: { NO_COLOR: '1' } })).not.toContain('\u001b')
    expect(await help(['--no-color', '--help'], { isTTY: true })).not.toContain('\u001b')
  })

  test('help COMMAND is COMMAND --help', async () => {
    expect(await help(['help', 'ca', 'export'])).toBe(await help(['ca', 'export', '--help']))
    expect(await help(['help', 'run'])).toBe(await help(['run', '-h']))
  })
})
