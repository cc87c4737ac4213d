import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openToken, tokenFile } from '../../src/api/token.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'

let count = 0
const random = { bytes: (length: number) => new Uint8Array(length).fill(++count) }

test('made once, kept for its owner alone, and used again', async () => {
  await using folder = await makeTemporaryDirectory()
  const home = join(folder.path, 'home')
  const token = await openToken(home, random)
  expect(token).toMatch(/^[0-9a-f]{64}$/)
  expect(await readFile(tokenFile(home), 'utf8')).toBe(`${token}\n`)
  expect((await stat(tokenFile(home))).mode & 0o777).toBe(0o600)
  expect((await stat(home)).mode & 0o777).toBe(0o700)
  expect(await openToken(home, random)).toBe(token)
})

test.each([
  ['that others could read', async (path: string) => chmod(path, 0o644)],
  ['that is none', async (path: string) => writeFile(path, 'secret\n')],
  ['that is empty', async (path: string) => writeFile(path, '')],
])('one %s is made anew', async (_name, spoil) => {
  await using folder = await makeTemporaryDirectory()
  const before = await openToken(folder.path, random)
  await spoil(tokenFile(folder.path))
  const after = await openToken(folder.path, random)
  expect(after).toMatch(/^[0-9a-f]{64}$/)
  expect(after).not.toBe(before)
  expect((await stat(tokenFile(folder.path))).mode & 0o777).toBe(0o600)
})
