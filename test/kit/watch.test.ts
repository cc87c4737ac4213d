import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { watchFiles } from '../../src/kit/watch.ts'

test('writing, replacing and several steps are heard once each, other files not', async () => {
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'rules.yml')
  await writeFile(file, 'a')
  let heard = Promise.withResolvers<void>()
  let count = 0
  const watching = watchFiles([file], systemClock, () => {
    count++
    heard.resolve()
  })
  await writeFile(file, 'b')
  await writeFile(file, 'c')
  await heard.promise
  heard = Promise.withResolvers()
  await writeFile(join(folder.path, 'draft'), 'd')
  await rename(join(folder.path, 'draft'), file)
  await heard.promise
  watching.close()
  expect(count).toBe(2)
})

test('a folder that is not there is passed over', () => {
  expect(() => watchFiles(['/nonexistent/folder/file'], systemClock, () => {}).close()).not.toThrow()
})
