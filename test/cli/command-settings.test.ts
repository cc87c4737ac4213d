import { Command } from 'commander'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCommandSettings, topName } from '../../src/cli/command-settings.ts'
import { addTableOptions } from '../../src/cli/table-options.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { createTestWorld } from '../support/cli-world.ts'

function parsed(name: string, argv: string[]): Command {
  const command = new Command('middlebox').command(name)
  addTableOptions(command, name)
  return command.parse(argv, { from: 'user' })
}

describe('loadCommandSettings', () => {
  test('joins flags, variables and the config file; relative to the working directory', async () => {
    await using folder = await makeTemporaryDirectory()
    await writeFile(join(folder.path, 'other.yml'), 'listenPort: 1\nframing: tolerant\nlimits: { fieldCount: 9 }')
    const world = createTestWorld({
      cwd: () => folder.path,
      env: { MIDDLEBOX_MAX_BODY: '1k', MIDDLEBOX_HOME: folder.path },
    })
    const { session, settings, files } = await loadCommandSettings(
      parsed('forward', ['-p', '0', '--config', 'other.yml']),
      world,
    )
    expect(settings).toEqual({ listenPort: 0, framing: 'tolerant', maxBody: 1024 })
    expect(session).toMatchObject({
      listen: [{ port: 0 }],
      framing: 'tolerant',
      limits: { fieldCount: 9 },
      home: folder.path,
    })
    expect(files).toEqual([join(folder.path, 'other.yml')])
    expect(world.err).toBe('')
  })

  test('what the command does not take is not for it, wherever it was said', async () => {
    const world = createTestWorld({ env: { MIDDLEBOX_LISTEN_PORT: '9', MIDDLEBOX_JSON: '1', MIDDLEBOX_QUIET: '1' } })
    const { session, settings } = await loadCommandSettings(parsed('run', []), world)
    expect(settings).toEqual({ quiet: true })
    expect(session.listen[0]?.port).not.toBe(9)
  })

  test('warnings go to stderr, a broken filter is told before anything starts', async () => {
    const world = createTestWorld({ env: { MIDDLEBOX_LISTENPORT: '9' } })
    await loadCommandSettings(parsed('forward', []), world)
    expect(world.err).toMatch(/^middlebox: the variable MIDDLEBOX_LISTENPORT is not known.*\n$/)
    await expect(loadCommandSettings(parsed('forward', ['--view', '~zz']), createTestWorld())).rejects.toMatchObject({
      code: 'filter_invalid',
    })
  })
})

test('the top name of a nested command', () => {
  const ca = new Command('middlebox').command('ca')
  expect([topName(ca), topName(ca.command('show'))]).toEqual(['ca', 'ca'])
})
