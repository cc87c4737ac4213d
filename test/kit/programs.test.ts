import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { findProgram, withoutNpm } from '../../src/kit/programs.ts'

test.skipIf(process.platform === 'win32')('along PATH the first that can be executed is found', async () => {
  await using folder = await makeTemporaryDirectory()
  const [first, second] = [join(folder.path, 'first'), join(folder.path, 'second')]
  for (const each of [first, second]) {
    await mkdir(each)
    await writeFile(join(each, 'tool'), '', { mode: 0o644 })
  }
  const path = [join(folder.path, 'none'), first, second].join(delimiter)
  expect(await findProgram('tool', path, folder.path)).toEqual({ path: join(first, 'tool'), executable: false })
  await chmod(join(second, 'tool'), 0o755)
  expect(await findProgram('tool', path, folder.path)).toEqual({ path: join(second, 'tool'), executable: true })
  expect(await findProgram('other', path, folder.path)).toBeUndefined()
  expect(await findProgram('./second/tool', '', folder.path)).toEqual({ path: join(second, 'tool'), executable: true })
  expect(await findProgram('./second', '', folder.path)).toEqual({ path: second, executable: false })
  // An empty entry is the working directory.
  expect(await findProgram('tool', '', second)).toEqual({ path: join(second, 'tool'), executable: true })
})

test('what npm adds to PATH is left out', () => {
  const added = join('/project', 'node_modules', '.bin')
  expect(withoutNpm([added, '/usr/bin'].join(delimiter))).toBe('/usr/bin')
})
