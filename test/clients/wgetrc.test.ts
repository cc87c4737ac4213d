import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refreshWgetrc } from '../../src/clients/wgetrc.ts'
import { facts, makeTemporaryDirectory, readText, readTextIfThere } from '../../src/kit/files.ts'

async function stage(folder: string, env: Record<string, string> = {}) {
  const machine = {
    env: { SYSTEM_WGETRC: join(folder, 'system'), ...env },
    home: folder,
    read: (path: string) => readTextIfThere(path),
  }
  const variables = await refreshWgetrc(machine, { directory: join(folder, 'state'), bundleFile: '/b.pem' })
  const path = variables['WGETRC']!
  return { path, variables, lines: (await readText(path)).split('\n').slice(1, -1) }
}

test('the lines of the user come first, ours last, and only their user reads them', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeFile(join(folder.path, 'system'), 'passive_ftp = on\n')
  expect(await stage(folder.path)).toMatchObject({ lines: ['ca_certificate = /b.pem'] })

  await writeFile(join(folder.path, '.wgetrc'), 'tries = 3\npassword = x')
  const { path, lines, variables } = await stage(folder.path)
  expect(lines).toEqual(['tries = 3', 'password = x', 'ca_certificate = /b.pem'])
  expect(variables).toEqual({ WGETRC: path })
  if (process.platform !== 'win32') expect((await facts(path))?.mode).toBe(0o600)

  const other = join(folder.path, 'other')
  await writeFile(other, 'tries = 9\n')
  expect((await stage(folder.path, { WGETRC: other })).lines).toEqual(['tries = 9', 'ca_certificate = /b.pem'])
})

test('what would lead past us is left out, whatever its spelling', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeFile(join(folder.path, 'system'), '')
  const text = 'http_proxy = http://p:1\nHTTPS-Proxy=http://p:1\nuseproxy = off\nno_proxy = a.test\ntries = 3\n'
  await writeFile(join(folder.path, '.wgetrc'), text)
  expect((await stage(folder.path)).lines).toEqual(['tries = 3', 'ca_certificate = /b.pem'])
})

test('a proxy in the system’s file can only be passed over with the file: its other lines are kept', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeFile(join(folder.path, 'system'), 'https_proxy = http://p:1\npassive_ftp = on\n')
  await writeFile(join(folder.path, '.wgetrc'), 'tries = 3\n')
  const { lines, variables } = await stage(folder.path)
  expect(lines).toEqual(['passive_ftp = on', 'tries = 3', 'ca_certificate = /b.pem'])
  expect(variables).toMatchObject({ SYSTEM_WGETRC: '/dev/null' })
})

test('a run inside a run does not read its own file', async () => {
  await using folder = await makeTemporaryDirectory()
  await mkdir(join(folder.path, 'state'))
  const { path, lines } = await stage(folder.path)
  expect((await stage(folder.path, { WGETRC: path })).lines).toEqual(lines)
})
