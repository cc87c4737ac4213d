import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { certificates, refreshBundle } from '../../src/clients/bundle.ts'

const pem = (body: string, end = '\n') =>
  ['-----BEGIN CERTIFICATE-----', body, '-----END CERTIFICATE-----', ''].join(end)

let directory: string
let caFile: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'middlebox-bundle-'))
  caFile = join(directory, 'ca.pem')
  await writeFile(caFile, pem('b3Vycw=='))
})
afterEach(() => rm(directory, { recursive: true }))

async function bundleOf(options: Partial<Parameters<typeof refreshBundle>[0]> = {}): Promise<string[]> {
  const path = await refreshBundle({ directory, caFile, systemFiles: [], ...options })
  return (await readFile(path, 'utf8')).match(/^[A-Za-z0-9+/=]+$/gm) ?? []
}

async function file(name: string, text: string): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, text)
  return path
}

describe('refreshBundle', () => {
  test('holds our CA, the user’s files and the first system file that has any', async () => {
    const systemFiles = [
      join(directory, 'missing'),
      await file('none', 'text'),
      await file('first', pem('Zmlyc3Q=')),
      await file('second', pem('c2Vjb25k')),
    ]
    const extraFiles = [await file('corp', `Corporate root\n${pem('Y29ycA==', '\r\n')}`), join(directory, 'gone')]
    expect(await bundleOf({ systemFiles, extraFiles })).toEqual(['b3Vycw==', 'Y29ycA==', 'Zmlyc3Q='])
  })

  test('asks for roots only where the system has no file', async () => {
    expect(await bundleOf({ roots: () => [pem('cm9vdA==')] })).toEqual(['b3Vycw==', 'cm9vdA=='])
    const systemFiles = [await file('first', pem('Zmlyc3Q='))]
    expect(await bundleOf({ systemFiles, roots: () => expect.unreachable() })).toEqual(['b3Vycw==', 'Zmlyc3Q='])
  })

  test('holds each certificate once, also when it is fed itself', async () => {
    const systemFiles = [await file('first', pem('Zmlyc3Q=') + pem('Zmlyc3Q='))]
    await bundleOf({ systemFiles })
    const own = join(directory, 'ca-bundle.pem')
    expect(await bundleOf({ systemFiles, extraFiles: [own] })).toEqual(['b3Vycw==', 'Zmlyc3Q='])
  })

  test('is written again only when something has changed, and leaves no draft', async () => {
    const path = await refreshBundle({ directory, caFile, systemFiles: [] })
    const before = await stat(path)
    await refreshBundle({ directory, caFile, systemFiles: [] })
    expect((await stat(path)).ino).toBe(before.ino)
    await writeFile(caFile, pem('bmV3'))
    expect(await bundleOf()).toEqual(['bmV3'])
    expect(await readdir(directory)).toEqual(['ca-bundle.pem', 'ca.pem'])
  })

  test('a directory that is not there is made', async () => {
    const path = await refreshBundle({ directory: join(directory, 'a', 'b'), caFile, systemFiles: [] })
    expect(await readFile(path, 'utf8')).toBe(pem('b3Vycw=='))
  })
})

test('certificates finds PEM blocks among other text and other kinds of block', () => {
  expect(
    certificates(
      `# ${'-'.repeat(5)}\n${pem('YQ==')}junk\n-----BEGIN PRIVATE KEY-----\nYQ==\n-----END PRIVATE KEY-----\n${pem('Yg==')}`,
    ),
  ).toHaveLength(2)
  expect(certificates('')).toEqual([])
})
