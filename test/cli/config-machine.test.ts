import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { configMachine } from '../../src/cli/config-machine.ts'
import { makeTemporaryDirectory, realPath } from '../../src/kit/files.ts'

function machine(folder: string, PATH: string) {
  const env = { PATH, A: 'seen' }
  return configMachine({ env, home: () => folder, cwd: () => folder, platform: process.platform })
}

test('programs are found in the order of PATH, links followed', async () => {
  await using folder = await makeTemporaryDirectory()
  const path = (...names: string[]) => join(folder.path, ...names)
  await mkdir(path('a'))
  await mkdir(path('b', 'git'), { recursive: true })
  await writeFile(path('real'), '')
  if (process.platform !== 'win32') await symlink(path('real'), path('a', 'git'))
  else await writeFile(path('a', 'git'), '')
  const { find } = machine(folder.path, [path('b'), path('a'), ''].join(delimiter))
  expect(await find('git')).toBe(await realPath(path('a', 'git')))
  expect(await find('hg')).toBeUndefined()
})

test('what cannot be read or started is undefined', async () => {
  await using folder = await makeTemporaryDirectory()
  const { read, ask } = machine(folder.path, '')
  expect(await read(folder.path)).toBeUndefined()
  expect(await read(join(folder.path, 'none'))).toBeUndefined()
  expect(await ask('middlebox-no-such-program', [])).toBeUndefined()
})

test('a program is asked with these variables, in this folder', async () => {
  await using folder = await makeTemporaryDirectory()
  const { ask } = machine(folder.path, process.env['PATH'] ?? '')
  const said = await ask(process.execPath, ['-p', 'process.env.A + process.cwd()'])
  expect(said?.trim()).toBe(`seen${await realPath(folder.path)}`)
})

test('the same question is asked once', async () => {
  await using folder = await makeTemporaryDirectory()
  const { ask } = machine(folder.path, process.env['PATH'] ?? '')
  const [one, again] = await Promise.all([1, 2].map(() => ask(process.execPath, ['-p', 'process.pid'])))
  expect(one).toBe(again)
})
