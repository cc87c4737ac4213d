import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { commandBench } from '../../support/commands.ts'

test('what a filter matches, or all', async () => {
  await using folder = await makeTemporaryDirectory()
  const { run } = commandBench(2)
  const file = join(folder.path, 'all.har')
  expect(await run('save-har', { file })).toEqual({ file, exchanges: 2 })
  const har = JSON.parse(await readFile(file, 'utf8')) as { log: { entries: { request: { url: string } }[] } }
  expect(har.log.entries.map(({ request }) => request.url)).toEqual(['http://api.test/users', 'http://api.test/users'])
  expect(await run('save-har', { file, filter: '~c 404' })).toMatchObject({ exchanges: 0 })
})

test('a place that cannot be written', async () => {
  await expect(commandBench().run('save-har', { file: '/nowhere/at/all.har' })).rejects.toMatchObject({
    code: 'output_failed',
    message: expect.stringContaining('/nowhere/at/all.har'),
  })
})
