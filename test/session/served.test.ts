import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { createServed } from '../../src/session/served.ts'
import { createTestCa } from '../support/certificates.ts'
import { tlsErrorEvent } from '../support/events.ts'

const ca = createTestCa('Dev CA')
const minted = { cert: 'minted', key: '' }
const host = '127.0.0.1'

async function folderWith(files: Record<string, readonly string[]>) {
  const folder = await makeTemporaryDirectory()
  const at = (name: string) => join(folder.path, name)
  for (const [name, names] of Object.entries(files)) {
    const { cert, key } = ca.issue({ names })
    await writeFile(at(name), cert + key)
  }
  return { at, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

test('each certificate is known by its file; where a site has none, our CA makes one', async () => {
  await using folder = await folderWith({ 'a.pem': ['a.test'], 'b.pem': ['b.test'], 'c.pem': ['c.test'] })
  const tls = {
    certificates: [
      { cert: folder.at('a.pem') },
      { cert: folder.at('b.pem') },
      { host: 'c.test', cert: folder.at('c.pem') },
    ],
  }
  const named = { certificates: [{ host: 'c.test', cert: folder.at('c.pem') }] }
  const sites = [
    { host, tls },
    { host, tls: named },
    { host, tls: { certificates: [] } },
  ]
  const { leaves, certificate, explain } = createServed(sites, { leafFor: () => minted })
  expect(leaves.leafFor('x.test', undefined, 0)).not.toBe(minted)
  expect(leaves.leafFor('x.test', undefined, 1)).toBe(minted)
  expect(leaves.leafFor('a.test', 'expired', 0)).toBe(minted)
  expect([0, 1, 2, 3].map(certificate)).toEqual([
    { file: folder.at('a.pem'), name: 'a.test' },
    undefined,
    undefined,
    undefined,
  ])
  const shown = (site: number, serverName: string | undefined): string | undefined => {
    const failure = { code: 'client_tls', message: 'it closed', leg: 'client' } as const
    const event = explain(tlsErrorEvent({ site, failure, serverName: serverName as string }))
    return event.type === 'tls-error' ? event.error.certificate?.file : undefined
  }
  expect(['a.test', 'b.test', 'c.test', undefined].map((name) => shown(0, name))).toEqual(
    ['a.pem', 'b.pem', 'c.pem', 'a.pem'].map(folder.at),
  )
  expect([shown(1, 'c.test'), shown(1, 'a.test'), shown(2, 'a.test')]).toEqual([
    folder.at('c.pem'),
    undefined,
    undefined,
  ])
})

test('other files count once they are taken, and bad ones never', async () => {
  await using folder = await folderWith({ 'a.pem': ['a.test'], 'b.pem': ['localhost'] })
  const site = (name: string) => ({ host, tls: { certificates: [{ cert: folder.at(name) }] } })
  const served = createServed([site('a.pem')], { leafFor: () => minted })
  const take = served.load([site('b.pem')])
  expect(served.certificate(0)?.name).toBe('a.test')
  take()
  expect(served.certificate(0)).toEqual({ file: folder.at('b.pem'), name: 'localhost' })
  expect(() => served.load([site('none.pem')])).toThrow('no such file')
  expect(served.certificate(0)?.name).toBe('localhost')
})
