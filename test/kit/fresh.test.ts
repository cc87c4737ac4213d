import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Fresh } from '../../src/kit/fresh.ts'
import { makeTemporaryDirectory, readText, removeTree, writeAtomic } from '../../src/kit/files.ts'

test('made once, and again when the file is another', async () => {
  await using folder = await makeTemporaryDirectory()
  const path = join(folder.path, 'a')
  await writeAtomic(path, 'one')
  let made = 0
  const fresh = new Fresh(path, async () => `${await readText(path)} ${++made}`)
  expect(await Promise.all([fresh.get(), fresh.get()])).toEqual(['one 1', 'one 1'])
  expect(fresh.get()).toBe('one 1')
  await writeAtomic(path, 'two')
  expect(await fresh.get()).toBe('two 2')
  await removeTree(path)
  await expect(fresh.get()).rejects.toThrow('ENOENT')
  await writeAtomic(path, 'two')
  expect(await fresh.get()).toBe('two 3')
})

test('what is not kept is made each time', async () => {
  await using folder = await makeTemporaryDirectory()
  let made = 0
  const fresh = new Fresh(
    folder.path,
    () => Promise.resolve(++made),
    () => false,
  )
  expect([await fresh.get(), await fresh.get()]).toEqual([1, 2])
})

test('a folder changes with what is put in it', async () => {
  await using folder = await makeTemporaryDirectory()
  let made = 0
  const fresh = new Fresh(folder.path, () => Promise.resolve(++made))
  expect(await fresh.get()).toBe(1)
  await writeAtomic(join(folder.path, 'a'), '')
  expect(await fresh.get()).toBe(2)
})
