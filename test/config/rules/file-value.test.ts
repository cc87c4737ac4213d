import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFileValue } from '../../../src/config/rules/file-value.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'

test('a value, or the file behind @ without its last line end', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeAtomic(join(folder.path, 'v'), 'a\nb\r\n')
  expect(await readFileValue('plain', folder.path, '-H')).toBe('plain')
  expect(await readFileValue('@v', folder.path, '-H')).toBe('a\nb')
  await expect(readFileValue('@none', folder.path, '-H')).rejects.toThrowError(
    '-H: Expected a readable file, got "none", which does not exist.',
  )
})
