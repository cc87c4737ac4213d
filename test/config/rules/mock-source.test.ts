import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMockSource } from '../../../src/config/rules/mock-source.ts'
import { makeDirectory, makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'

let folder: Awaited<ReturnType<typeof makeTemporaryDirectory>>
beforeAll(async () => {
  folder = await makeTemporaryDirectory()
  await makeDirectory(join(folder.path, 'mocks'))
  await writeAtomic(join(folder.path, 'api.yaml'), '')
})
afterAll(() => folder.close())

const read = (text: string) => readMockSource(text, '--mock', folder.path)

test('a folder and a document', async () => {
  expect(await read('./mocks')).toMatchObject({
    name: '--mock ./mocks',
    match: '',
    cause: 'option --mock',
    do: [{ action: 'respond', attributes: { folder: join(folder.path, 'mocks') } }],
  })
  expect(await read('api.yaml')).toMatchObject({ do: [{ attributes: { openapi: join(folder.path, 'api.yaml') } }] })
})

test.each(['GET /users => 200', '/users => 200', 'GET /users', '/users 200', 'nonsense', '/a =>', '', ' '])(
  '%s is no path',
  async (text) => expect(await read(text)).toBeUndefined(),
)

test.each(['./nothing', '/nothing/there', 'none.yaml'])('%s does not exist', async (text) => {
  await expect(read(text)).rejects.toThrow(
    `--mock: Expected a folder, an OpenAPI document, or PATH => STATUS, got "${text}", which does not exist.`,
  )
})
