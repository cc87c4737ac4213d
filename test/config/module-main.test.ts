import { expect, test } from 'vitest'
import type { ModuleSaid } from '../../src/config/module-main.ts'
import { moduleBeside, startWorker } from '../../src/kit/worker.ts'
import { scriptFile } from '../support/script.ts'

const beside = new URL('../../src/config/module-source.ts', import.meta.url).href

async function readModule(text: string): Promise<ModuleSaid> {
  await using file = await scriptFile(text)
  const { promise, resolve } = Promise.withResolvers<ModuleSaid>()
  const worker = startWorker(
    moduleBeside(beside, './module-main'),
    { path: file.path, name: 'fix.ts' },
    { message: (said) => resolve(said as ModuleSaid), output: () => {}, ended: () => {} },
  )
  const said = await promise
  await worker.end()
  return said
}

test('values come back with their place, whatever they are', async () => {
  expect(await readModule('export default { a: [1], b: () => 1 }')).toEqual({
    type: 'object',
    value: expect.objectContaining({ kind: 'map', where: 'fix.ts' }) as object,
    entries: [
      expect.objectContaining({ key: 'a', where: 'fix.ts: a' }),
      expect.objectContaining({ key: 'b', value: { where: 'fix.ts: b', kind: 'other', found: 'a function' } }),
    ],
  })
  expect(await readModule('export default [1]')).toMatchObject({ type: 'array', value: { kind: 'list' } })
  expect(await readModule('export const a = 1')).toEqual({ type: 'none' })
})

test('what cannot be read is told as a fault', async () => {
  expect(await readModule('throw new Error("no")')).toMatchObject({ fault: { message: 'Error: no' } })
  expect(await readModule('const a = {}; a.a = a; export default a')).toMatchObject({
    fault: { message: 'RangeError: Maximum call stack size exceeded' },
  })
})
