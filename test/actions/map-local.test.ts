import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mapLocal } from '../../src/actions/map-local.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { read } from '../support/origin.ts'
import { requestOf, toolsOf } from '../support/rules.ts'

let folder: Awaited<ReturnType<typeof makeTemporaryDirectory>>
let site: string

beforeAll(async () => {
  folder = await makeTemporaryDirectory()
  site = join(folder.path, 'site')
  await mkdir(join(site, 'sub'), { recursive: true })
  await mkdir(join(folder.path, 'site-next-door'))
  await Promise.all([
    writeFile(join(site, 'a b.txt'), 'ab'),
    writeFile(join(site, 'q_1'), 'safe'),
    writeFile(join(site, 'sub', 'index.html'), '<p>'),
    writeFile(join(folder.path, 'secret'), 'secret'),
    writeFile(join(folder.path, 'site-next-door', 'x'), 'secret'),
  ])
  await symlink(join(folder.path, 'secret'), join(site, 'link'))
})
afterAll(() => folder.close())

async function asked(path: string, values: { url?: string; path?: string } = {}) {
  const { tools, otherwise } = toolsOf()
  const steps = mapLocal.prepare({ url: '^http://example\\.test/s/', path: site, ...values })
  const verdict = await steps.answer!(requestOf({ path }), tools)
  if (verdict === undefined) return { text: undefined, otherwise: otherwise.length }
  if (verdict.kind !== 'respond') throw new Error('expected an answer')
  return { text: (await read(verdict.body)).text, type: verdict.head.fields[1], from: verdict.from }
}

describe('map_local', () => {
  test('a URL that is too long for a slow pattern is left to others', async () => {
    const url = '/s/(?!x)[^?]*a*b*txt'
    expect(await asked('/s/a%20b.txt', { url })).toMatchObject({ otherwise: 1 })
    expect(await asked(`/s/a%20b.txt?${'x'.repeat(1000)}`, { url })).toEqual({ text: undefined, otherwise: 0 })
  })

  test.each([
    ['/s/a%20b.txt?x', 'ab', 'text/plain; charset=utf-8'],
    ['/s/sub', '<p>', 'text/html; charset=utf-8'],
    ['/s/sub/', '<p>', 'text/html; charset=utf-8'],
    ['/s//sub/index.html', '<p>', 'text/html; charset=utf-8'],
    ['/s/q%3A1', 'safe', 'application/octet-stream'],
  ])('%s is a file', async (path, text, type) => {
    expect(await asked(path)).toEqual({ text, type, from: 'mock' })
  })

  test.each([
    '/s/../secret',
    '/s/%2e%2e/secret',
    '/s/..%2fsecret',
    '/s/link',
    '/s/../site-next-door/x',
    '/s/sub/../../secret',
    '/s/a%00b',
    '/s/none',
  ])('%s leads to nothing, and the upstream is not asked', async (path) =>
    expect(await asked(path)).toEqual({ text: undefined, otherwise: 1 }),
  )

  test('a URL that does not match is none of its business', async () => {
    expect(await asked('/other')).toEqual({ text: undefined, otherwise: 0 })
  })

  test('the first group names the file; a file is that file', async () => {
    expect(await asked('/v1/q_1/x', { url: '/v1/(\\w+)/' })).toMatchObject({ text: 'safe' })
    expect(await asked('/anything', { url: '.', path: join(site, 'q_1') })).toMatchObject({ text: 'safe' })
  })
})
