import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refreshWgetrc } from '../../src/clients/wgetrc.ts'
import { facts, makeTemporaryDirectory, readText } from '../../src/kit/files.ts'

test('the lines of the user come first, ours last, and only their user reads them', async () => {
  await using folder = await makeTemporaryDirectory()
  const directory = join(folder.path, 'state')
  const given = { directory, bundleFile: '/b.pem', env: {}, home: folder.path }
  const path = await refreshWgetrc(given)
  expect((await readText(path)).split('\n').slice(1)).toEqual(['ca_certificate = /b.pem', ''])

  await writeFile(join(folder.path, '.wgetrc'), 'tries = 3\npassword = x')
  await refreshWgetrc(given)
  expect((await readText(path)).split('\n').slice(1)).toEqual([
    'tries = 3',
    'password = x',
    'ca_certificate = /b.pem',
    '',
  ])
  if (process.platform !== 'win32') expect((await facts(path))?.mode).toBe(0o600)

  const other = join(folder.path, 'other')
  await writeFile(other, 'tries = 9\n')
  await refreshWgetrc({ ...given, env: { WGETRC: other } })
  expect((await readText(path)).split('\n').slice(1)).toEqual(['tries = 9', 'ca_certificate = /b.pem', ''])
})

test('a run inside a run does not read its own file', async () => {
  await using folder = await makeTemporaryDirectory()
  await mkdir(join(folder.path, 'state'))
  const given = { directory: join(folder.path, 'state'), bundleFile: '/b.pem', env: {}, home: folder.path }
  const path = await refreshWgetrc(given)
  const before = await readText(path)
  await refreshWgetrc({ ...given, env: { WGETRC: path } })
  expect(await readText(path)).toBe(before)
})
