import { X509Certificate } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parsePermits } from '../../src/ca/name-constraints.ts'
import { loadRoot, openRoot, rootFiles, rotateRoot } from '../../src/ca/root-files.ts'
import { constraintsOf } from '../../src/ca/root.ts'
import { testRootWorld } from '../support/authority.ts'

let top: string
let home: string
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'middlebox-root-'))
  home = join(top, 'state', 'middlebox')
})
afterEach(() => rm(top, { recursive: true, force: true }))

const world = testRootWorld()
const modeOf = async (path: string) => (await stat(path)).mode & 0o777

describe('openRoot', () => {
  test('makes home and root, closed to others, and finds them again', async () => {
    const made = await openRoot(home, world)
    expect(await modeOf(home)).toBe(0o700)
    expect(await modeOf(made.keyFile)).toBe(0o600)
    expect(await readdir(home)).toEqual(['ca-key.pem', 'ca.pem'])
    expect(await readFile(made.certFile, 'utf8')).toBe(made.root.pem)
    const found = await openRoot(home, { ...world, generateKeys: () => Promise.reject(new Error('made another')) })
    expect(found.root.pem).toBe(made.root.pem)
  })

  test('a directory that is there keeps its permissions', async () => {
    await chmod(top, 0o755)
    await openRoot(top, world)
    expect(await modeOf(top)).toBe(0o755)
  })

  test('many at once agree on one', async () => {
    const opened = await Promise.all(Array.from({ length: 6 }, () => openRoot(home, world)))
    expect(new Set(opened.map(({ root }) => root.pem)).size).toBe(1)
    expect(await readdir(home)).toEqual(['ca-key.pem', 'ca.pem'])
  })

  test.each(['ca.pem', 'ca-key.pem'])('one file without the other is an error, not a new root: %s', async (name) => {
    const { root } = await openRoot(home, world)
    await rm(join(home, name))
    await expect(openRoot(home, world)).rejects.toMatchObject({
      code: 'ca_invalid',
      message: expect.stringMatching(`Expected ${join(home, name)} beside`),
      hint: expect.stringContaining('middlebox ca rotate'),
    })
    expect(await readdir(home)).toHaveLength(1)
    expect(root.pem).toContain('BEGIN')
  })

  test('a directory in place of a file is named', async () => {
    await openRoot(home, world)
    await rm(join(home, 'ca.pem'))
    await expect(openRoot(join(home, 'ca-key.pem'), world)).rejects.toMatchObject({ code: 'ca_invalid' })
  })

  test('a home that cannot be made names the variable to set', async () => {
    await writeFile(join(top, 'file'), '')
    await expect(openRoot(join(top, 'file', 'home'), world)).rejects.toMatchObject({
      code: 'ca_invalid',
      hint: expect.stringContaining('MIDDLEBOX_HOME'),
    })
  })

  test('an expired root stays and is complained about', async () => {
    await openRoot(home, world)
    const later = testRootWorld(world.clock.now() + 4000 * 24 * 3600_000)
    await expect(openRoot(home, later)).rejects.toThrow(/expired on/)
  })
})

test('loadRoot finds nothing where nothing is', async () => {
  expect(await loadRoot(home, world.clock)).toBeUndefined()
})

describe('rotateRoot', () => {
  test('a new root under constraints; the old one lies aside as a home of its own', async () => {
    const old = await openRoot(home, world)
    const { root, aside, keyFile } = await rotateRoot(home, world, parsePermits(['*.corp.example']))
    expect(root.pem).not.toBe(old.root.pem)
    expect(constraintsOf(root.certificate)?.names).toEqual(['corp.example'])
    expect((await openRoot(home, world)).root.pem).toBe(root.pem)
    expect((await openRoot(aside!, world)).root.pem).toBe(old.root.pem)
    expect(await modeOf(keyFile)).toBe(0o600)
    expect(await modeOf(rootFiles(aside!).keyFile)).toBe(0o600)
  })

  test('twice in one second keeps both old ones', async () => {
    const first = await openRoot(home, world)
    const second = await rotateRoot(home, world)
    const third = await rotateRoot(home, world)
    expect(third.aside).not.toBe(second.aside)
    expect(await readFile(rootFiles(second.aside!).certFile, 'utf8')).toBe(first.root.pem)
    expect(await readFile(rootFiles(third.aside!).certFile, 'utf8')).toBe(second.root.pem)
  })

  test('mends a home whose files cannot be used, and keeps them', async () => {
    await openRoot(home, world)
    await writeFile(rootFiles(home).certFile, 'broken')
    const { aside, root } = await rotateRoot(home, world)
    expect(await readFile(rootFiles(aside!).certFile, 'utf8')).toBe('broken')
    expect((await openRoot(home, world)).root.pem).toBe(root.pem)
  })

  test('without an old root there is nothing aside', async () => {
    const { aside, root } = await rotateRoot(home, world)
    expect(aside).toBeUndefined()
    expect(new X509Certificate(root.pem).ca).toBe(true)
  })
})
