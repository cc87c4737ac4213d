import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../../../src/cli/start.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { createTestWorld } from '../../support/cli-world.ts'

async function run(argv: string[], yaml: string) {
  await using folder = await makeTemporaryDirectory()
  await writeFile(join(folder.path, 'r.yml'), yaml)
  const world = createTestWorld({ cwd: () => folder.path, home: () => folder.path })
  await main(argv, world)
  return { out: world.out, err: world.err, code: world.code ?? 0 }
}

test('check ends with 0, or with 2 and the place', async () => {
  expect(await run(['rules', 'check', 'r.yml'], '- do: block')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('r.yml: 1 rule, nothing wrong.'),
  })
  expect(await run(['rules', 'check', 'r.yml'], '- do: blokc')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('r.yml:1:7: Expected the name of an action, got "blokc".'),
  })
})

test('explain takes a method and a URL as two words', async () => {
  const { out, code } = await run(
    ['rules', 'explain', 'r.yml', 'POST', 'http://a.test/'],
    '- { match: ~m POST, do: block }',
  )
  expect({ code, first: out.split('\n')[0] }).toEqual({ code: 0, first: 'POST http://a.test/' })
})
