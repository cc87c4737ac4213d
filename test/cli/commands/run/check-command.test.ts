import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkCommand } from '../../../../src/cli/commands/run/check-command.ts'
import { makeTemporaryDirectory } from '../../../../src/kit/files.ts'

test.skipIf(process.platform === 'win32')('what is missing is 127, what cannot be executed 126', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeFile(join(folder.path, 'tool'), '', { mode: 0o644 })
  const world = { env: { PATH: folder.path }, cwd: () => folder.path, platform: 'linux' }
  expect(await checkCommand('other', world)).toMatchObject({ code: 127 })
  expect(await checkCommand('./other', world)).toMatchObject({ code: 127 })
  expect(await checkCommand('tool', world)).toMatchObject({ code: 126 })
  expect(await checkCommand(folder.path, world)).toMatchObject({ code: 126 })
  await chmod(join(folder.path, 'tool'), 0o755)
  expect(await checkCommand('tool', world)).toBeUndefined()
})

test('where the search is another, the start will tell', async () => {
  const world = { env: { PATH: '' }, cwd: () => '/', platform: 'win32' }
  expect(await checkCommand('other', world)).toBeUndefined()
  expect(await checkCommand('other', { ...world, env: {}, platform: 'linux' })).toBeUndefined()
})
