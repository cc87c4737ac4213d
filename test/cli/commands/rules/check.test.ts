import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkRules } from '../../../../src/cli/commands/rules/check.ts'
import { makeTemporaryDirectory } from '../../../../src/kit/files.ts'
import { createTestWorld } from '../../../support/cli-world.ts'

test('each rule is said in English', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeFile(
    join(folder.path, 'r.yml'),
    '- { name: a, match: ~m POST, chance: 30%, do: { fault: { latency: 800 } } }\n- do: block',
  )
  const world = createTestWorld({ cwd: () => folder.path })
  await checkRules(world, 'r.yml')
  expect(world.out).toBe(`1. a (line 1)
   When the method matches /POST/ (in 30 % of cases): delay every chunk by 800 ms.
2. rule 2 (line 2)
   For every request: refuse with 403.
r.yml: 2 rules, nothing wrong.
`)
})
