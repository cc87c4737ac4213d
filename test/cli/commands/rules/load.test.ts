import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCompiled, titleOf } from '../../../../src/cli/commands/rules/load.ts'
import { makeTemporaryDirectory } from '../../../../src/kit/files.ts'

test('rules with their places; a phase that is too late is an error', async () => {
  await using folder = await makeTemporaryDirectory()
  const world = { cwd: () => folder.path }
  await writeFile(join(folder.path, 'r.yml'), '- { name: a, do: block }')
  const [rule] = await loadCompiled(world, 'r.yml')
  expect(titleOf(rule!, 0)).toBe('1. a (line 1)\n')
  await writeFile(join(folder.path, 'r.yml'), '- { match: ~c 500, do: { route: a } }')
  await expect(loadCompiled(world, 'r.yml')).rejects.toThrowError(/^r\.yml:1:3: .*request-body.*response-head/)
})
