import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nameOurselves, ownCommand } from '../../src/cli/own-command.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'

test.skipIf(process.platform === 'win32')('people are told the name that their shell knows', async () => {
  await using folder = await makeTemporaryDirectory()
  const bin = join(folder.path, 'bin')
  const local = join(folder.path, 'node_modules', '.bin')
  await mkdir(bin)
  await mkdir(local, { recursive: true })
  const script = join(folder.path, 'middlebox.js')
  await writeFile(script, '', { mode: 0o755 })
  for (const each of [bin, local]) await symlink(script, join(each, 'middlebox'))
  const name = (PATH: string, called = script, cwd = folder.path) =>
    ownCommand({ env: { PATH }, cwd: () => cwd, platform: 'linux', script: called })

  expect(await name(bin)).toBe('middlebox')
  expect(await name(bin, join(bin, 'middlebox'))).toBe('middlebox')
  expect(await name(local)).toBe('node middlebox.js')
  expect(await name('/nonexistent', script, bin)).toBe(`node ${script}`)
  expect(await name(local, join(local, 'middlebox'))).toBe('npx middlebox')
  expect(await name(bin, join(folder.path, 'another.js'))).toBe('node another.js')
  expect(await name('/nonexistent', '')).toBe('middlebox')
})

test.each([
  ['See middlebox --help.', 'See node m.js --help.'],
  ['eval "$(middlebox ca env)", or middlebox doctor', 'eval "$(node m.js ca env)", or node m.js doctor'],
  ['a defect in middlebox can be reported', 'a defect in middlebox can be reported'],
])('%s', (text, said) => {
  expect(nameOurselves(text, 'node m.js')).toBe(said)
})
