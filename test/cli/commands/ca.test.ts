import { Command } from 'commander'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerCa } from '../../../src/cli/commands/ca.ts'
import { createTestWorld } from '../../support/cli-world.ts'

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'middlebox-ca-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

async function ca(...args: string[]): Promise<string> {
  const world = createTestWorld({ env: { MIDDLEBOX_HOME: home }, home: () => home, cwd: () => home })
  const program = new Command('middlebox').exitOverride()
  registerCa(program, world)
  await program.parseAsync(['ca', ...args], { from: 'user' })
  return world.out
}

test('every command of the contract is there, each with its line of help', () => {
  const program = new Command()
  registerCa(program, createTestWorld())
  const commands = program.commands[0]!.commands
  expect(commands.map((command) => command.name())).toEqual([
    'show',
    'path',
    'env',
    'export',
    'trust',
    'untrust',
    'rotate',
  ])
  for (const command of commands) expect(command.description()).not.toBe('')
})

test('options reach their command', async () => {
  expect(await ca('path')).toBe(`${join(home, 'ca.pem')}\n`)
  expect(await ca('path', '--format', 'der')).toBe(`${join(home, 'middlebox-ca.cer')}\n`)
  expect(await ca('export')).toMatch(/^-----BEGIN CERTIFICATE-----/)
  expect(await ca('env', '-p', '9191', '--shell', 'fish')).toContain("set -gx https_proxy 'http://127.0.0.1:9191';\n")
  expect(await ca('show')).toContain('vouches for  any host')
  expect(await ca('rotate', '--yes', '--permit', 'a.test', '--permit', '10.0.0.0/8')).toContain(
    '*.a.test, *.middlebox.test, 10.0.0.0/8 only',
  )
})

describe.skipIf(process.platform === 'win32')('trust', () => {
  test('--dry-run --nss shows the commands of NSS and runs none', async () => {
    expect(await ca('trust', '--dry-run', '--nss')).toContain('certutil -A')
    expect(await ca('untrust', '--dry-run', '--nss')).toMatch(/certutil -D|Nothing to do/)
  })
})
