import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { moveIfThere, placeNew } from '../../src/kit/place.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'middlebox-place-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

test('new files appear with their content and permissions, and nothing else stays', async () => {
  const [a, b] = [join(home, 'a'), join(home, 'b')]
  expect(
    await placeNew([
      { path: a, data: 'one', mode: 0o600 },
      { path: b, data: 'two', mode: 0o644 },
    ]),
  ).toBe(true)
  expect(await readFile(a, 'utf8')).toBe('one')
  expect(await readFile(b, 'utf8')).toBe('two')
  expect((await stat(a)).mode & 0o777).toBe(0o600)
  expect(await readdir(home)).toEqual(['a', 'b'])
})

test('a file that is there keeps its content, and the ones after it are not made', async () => {
  const [a, b] = [join(home, 'a'), join(home, 'b')]
  await writeFile(a, 'theirs')
  expect(
    await placeNew([
      { path: a, data: 'ours', mode: 0o600 },
      { path: b, data: 'ours', mode: 0o600 },
    ]),
  ).toBe(false)
  expect(await readFile(a, 'utf8')).toBe('theirs')
  expect(await readdir(home)).toEqual(['a'])
})

test('of many at once exactly one wins, whole', async () => {
  const path = join(home, 'a')
  const rivals = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(10_000))
  const won = await Promise.all(rivals.map((data) => placeNew([{ path, data, mode: 0o600 }])))
  expect(won.filter(Boolean)).toHaveLength(1)
  expect(await readFile(path, 'utf8')).toBe(rivals[won.indexOf(true)])
})

test('a missing directory is an error, not a lost race', async () => {
  await expect(placeNew([{ path: join(home, 'no', 'a'), data: '', mode: 0o600 }])).rejects.toThrow(/ENOENT/)
})

test('moving says whether there was something to move', async () => {
  await writeFile(join(home, 'a'), 'x')
  expect(await moveIfThere(join(home, 'a'), join(home, 'b'))).toBe(true)
  expect(await moveIfThere(join(home, 'a'), join(home, 'b'))).toBe(false)
  expect(await readFile(join(home, 'b'), 'utf8')).toBe('x')
})
