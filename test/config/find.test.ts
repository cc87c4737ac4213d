import { chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findConfigs, showPath } from '../../src/config/find.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'

async function makeTree() {
  const folder = await makeTemporaryDirectory()
  const cwd = join(folder.path, 'project', 'src')
  const home = join(folder.path, 'home')
  const own = join(home, '.config', 'middlebox')
  await mkdir(cwd, { recursive: true })
  await mkdir(own, { recursive: true })
  return { folder, cwd, own, project: join(folder.path, 'project'), around: { cwd, home, env: {} } }
}

describe('findConfigs', () => {
  test('the project’s file upward, then the user’s', async () => {
    const { folder, own, project, around } = await makeTree()
    await using _ = folder
    await writeFile(join(project, 'middlebox.config.ts'), '')
    await writeFile(join(project, 'middlebox.yaml'), '')
    await writeFile(join(own, 'middlebox.yml'), '')
    expect((await findConfigs(around)).files).toEqual([join(project, 'middlebox.yaml'), join(own, 'middlebox.yml')])
  })

  test('--config takes the place of the project’s file', async () => {
    const { folder, own, project, around } = await makeTree()
    await using _ = folder
    const named = join(folder.path, 'other.yml')
    for (const path of [named, join(project, 'middlebox.yml'), join(own, 'middlebox.yml')]) await writeFile(path, '')
    const { files } = await findConfigs(around, { path: named, where: '--config' })
    expect(files).toEqual([named, join(own, 'middlebox.yml')])
  })

  test('a named file that is not there is an error', async () => {
    const { folder, cwd, around } = await makeTree()
    await using _ = folder
    await expect(findConfigs(around, { path: join(cwd, 'no.yml'), where: '--config' })).rejects.toThrowError(
      '--config: Expected a config file, got "no.yml", which does not exist.',
    )
  })

  test('inside the user’s own folder the file counts once; nowhere is fine', async () => {
    const { folder, own, around } = await makeTree()
    await using _ = folder
    expect(await findConfigs(around)).toEqual({ files: [], warnings: [] })
    await writeFile(join(own, 'middlebox.yml'), '')
    expect((await findConfigs({ ...around, cwd: own })).files).toEqual([join(own, 'middlebox.yml')])
  })

  // Only root can make files that belong to others, and root trusts everybody: so we become someone else for a moment.
  test.runIf(process.getuid?.() === 0)('a file of another user is not read, but told', async () => {
    const { folder, project, around } = await makeTree()
    const path = join(project, 'middlebox.config.ts')
    await writeFile(path, '')
    await chown(path, 12_345, 12_345)
    await chown(folder.path, 54_321, 54_321)
    process.seteuid!(54_321)
    const getuid = process.getuid!
    process.getuid = () => 54_321
    try {
      const { files, warnings } = await findConfigs(around)
      expect(files).toEqual([])
      expect(warnings).toEqual([`${path} belongs to another user and is not read; name it with --config to use it`])
    } finally {
      process.getuid = getuid
      process.seteuid!(0)
      await folder.close()
    }
  })
})

test('paths below the working directory are shown relative', () => {
  expect(showPath(join('/a', 'b', 'c'), '/a')).toBe(join('b', 'c'))
  expect(showPath('/x/c', '/a')).toBe('/x/c')
  expect(showPath('/a', '/a')).toBe('/a')
})
