import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { explainRules } from '../../../../src/cli/commands/rules/explain.ts'
import { makeTemporaryDirectory } from '../../../../src/kit/files.ts'
import { createTestWorld } from '../../../support/cli-world.ts'

const yaml = `
- { name: yes, match: ~d a.test & ~m POST, do: block }
- { name: no, match: ~d a.test & ~m PUT, do: block }
- { name: later, match: ~d a.test & ~c 500, do: block }
- { name: off, enabled: false, do: block }
`

async function explain(...words: string[]) {
  await using folder = await makeTemporaryDirectory()
  await writeFile(join(folder.path, 'r.yml'), yaml)
  const world = createTestWorld({ cwd: () => folder.path })
  await explainRules(world, 'r.yml', words)
  return world.out
}

test('says for each rule whether it matches, and why', async () => {
  expect(await explain('curl -d x http://a.test/')).toBe(`POST http://a.test/

1. yes (line 2)
   matches: the host matches /a.test/, and the method matches /POST/.
   When the host matches /a.test/ and the method matches /POST/: refuse with 403.
2. no (line 3)
   does not match: the method does not match /PUT/.
3. later (line 4)
   is not decided yet; known in phase response-head: whether the status is 500.
   When the host matches /a.test/ and the status is 500: refuse with 403.
4. off (line 5)
   is off.
`)
})

test('when no rule answers, the nearest is said', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeFile(
    join(folder.path, 'r.yml'),
    "- { name: a, match: '~m PUT & ~u /x', do: block }\n- { name: b, match: '~m PUT & ~u /y$', do: block }",
  )
  const world = createTestWorld({ cwd: () => folder.path })
  await explainRules(world, 'r.yml', ['http://b.test/y'])
  expect(world.out).toMatch(/\n\nNo rule answers it\.\nThe nearest rule is b:\n  the method is GET, not PUT\n$/)
})

test.each([['POST http://a.test/'], ['POST', 'http://a.test/']])('%s', async (...words) => {
  expect(await explain(...words)).toMatch(/^POST http:\/\/a\.test\/\n/)
})

test('words that are no request', async () => {
  await expect(explain('post', 'this')).rejects.toThrowError(
    'Expected a URL, METHOD URL or a curl command, got "post this".',
  )
})
