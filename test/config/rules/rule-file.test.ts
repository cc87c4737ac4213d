import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRuleFile } from '../../../src/config/rules/rule-file.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'

async function read(name: string, text: string) {
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, name)
  await writeAtomic(file, text)
  const { items, base } = await readRuleFile(file, () => name)
  return { places: items.map(({ where }) => where), base: base === folder.path }
}

describe('readRuleFile', () => {
  test.each([
    ['a.yml', '- do: block\n- do: block', ['a.yml:1:3', 'a.yml:2:3']],
    ['a.yaml', 'rules:\n  - do: block', ['a.yaml:2:5']],
    ['a.json', '[{ "do": "block" }]', ['a.json:1:2']],
    ['a.yml', '', []],
    ['a.yml', 'rules:', []],
    ['a.ts', 'export default [{ do: "block" as const }]', ['a.ts[0]']],
    ['b.ts', 'export default { rules: [{ do: "block" }] }', ['b.ts.rules[0]']],
  ])('%s: %s', async (name, text, places) => expect(await read(name, text)).toEqual({ places, base: true }))

  test.each([
    ['a.yml', '- a: [', /^a\.yml:\d+:\d+: /],
    ['a.yml', 'text', 'a.yml:1:1: Expected a list of rules, got "text".'],
    ['a.yml', 'rlues: []', 'a.yml:1:1: Expected rules, scenario, or a list of rules, got "rlues".'],
    ['a.yml', 'rules: 5', 'a.yml:1:8: Expected a list of rules'],
    ['a.txt', '', 'a.txt: Expected a rule file ending in'],
    ['c.js', 'const x = 1', 'c.js: Expected a default export that is a list of rules, got none.'],
  ])('%s: %s is refused', async (name, text, message) => {
    await expect(read(name, text)).rejects.toThrowError(message)
  })

  test('a file that is not there', async () => {
    await expect(readRuleFile('/nonexistent/r.yml', () => 'r.yml')).rejects.toThrowError(
      'r.yml: Expected a readable file, got none.',
    )
  })

  test('a changed module is read anew', async () => {
    await using folder = await makeTemporaryDirectory()
    const file = join(folder.path, 'r.ts')
    await writeAtomic(file, 'export default [1]')
    expect((await readRuleFile(file, () => 'r.ts')).items).toHaveLength(1)
    await writeAtomic(file, 'export default [1, 2]')
    expect((await readRuleFile(file, () => 'r.ts')).items).toHaveLength(2)
  })
})
