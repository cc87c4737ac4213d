import { expect, test } from 'vitest'
import { createReader } from '../../../../src/cli/commands/send/read-file.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../../src/kit/files.ts'

test('files from the working directory, and standard input once', async () => {
  await using home = await makeTemporaryDirectory()
  await writeAtomic(`${home.path}/a`, 'x')
  const read = createReader({ cwd: () => home.path, stdin: async () => Buffer.from('in') })
  expect(Buffer.from(await read('a')).toString()).toBe('x')
  expect(Buffer.from(await read('-')).toString()).toBe('in')
  await expect(read('-')).rejects.toThrow('got - twice')
  await expect(read('b')).rejects.toThrow('Expected a file to read, got "b", which does not exist.')
  await expect(read('.')).rejects.toThrow('which is a directory.')
})
