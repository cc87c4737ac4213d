import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { commandBench } from '../../support/commands.ts'

test('what was saved is there again, beside the others, as often as it is loaded', async () => {
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'a.har')
  await commandBench(2).run('save-har', { file })
  const { run, store } = commandBench(1)
  expect(await run('load-har', { file })).toMatchObject({ exchanges: 2 })
  await run('load-har', { file })
  const all = [...store.items()].map(({ value }) => value.id)
  expect(all).toHaveLength(5)
  expect(new Set(all.map((id) => id.split('-', 1)[0]))).toEqual(new Set(['1', 'har1', 'har2']))
  expect(store.get(all[1]!)).toMatchObject({ method: 'GET', url: 'http://api.test/users', status: 200 })
})

test('what is none', async () => {
  await using folder = await makeTemporaryDirectory()
  const { run } = commandBench()
  await expect(run('load-har', { file: join(folder.path, 'no.har') })).rejects.toMatchObject({ code: 'usage' })
  await expect(run('load-har', { file: 'package.json' })).rejects.toMatchObject({ code: 'har_invalid' })
})
