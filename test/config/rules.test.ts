import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { locate } from '../../src/config/located.ts'
import { loadRuleFile, loadRules } from '../../src/config/rules.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../src/kit/files.ts'

async function file(text: string) {
  const folder = await makeTemporaryDirectory()
  await writeAtomic(join(folder.path, 'r.yml'), text)
  return { ...folder, file: join(folder.path, 'r.yml'), cwd: folder.path }
}

describe('loadRules', () => {
  test('quick options, then files, then those of the config file, each numbered on', async () => {
    await using at = await file('- do: block\n- do: block')
    const rule = locate({ do: 'block' }, 'middlebox.yml')
    const rules = await loadRules(
      { mock: ['/ => 200', '/ => 201'], rules: [{ file: at.file }, { rule, base: at.cwd }] },
      at.cwd,
    )
    expect(rules.map(({ name }) => name)).toEqual(['--mock /', '--mock / #2', 'rule 1', 'rule 2', 'rule 3'])
  })

  test('a name that comes twice is refused where it comes again', async () => {
    await using at = await file('- { name: a, do: block }\n- { name: a, do: block }')
    await expect(loadRules({ rules: [{ file: at.file }] }, at.cwd)).rejects.toMatchObject({
      message: 'r.yml:2:3: Expected a name of its own, got "a" again.',
      hint: 'Another one stands in line 1.',
    })
  })

  test('files that are not there are told at once, where they are named', async () => {
    await using at = await file('- do: { respond: { file: none.json } }')
    await expect(loadRules({ rules: [{ file: at.file }] }, at.cwd)).rejects.toThrowError(
      'r.yml:1:26: Expected a file, got "none.json", which does not exist.',
    )
    await expect(loadRules({ mock: ['/ => 200 @none'] }, at.cwd)).rejects.toThrowError(
      '--mock "/ => 200 @none": Expected a file',
    )
    await expect(loadRules({ mapLocal: ['/a/.'] }, at.cwd)).resolves.toHaveLength(1)
  })

  test('what answers are made from is looked at, and the place told', async () => {
    await using at = await file("- do: { respond: { template: 'a {{nope 1}}' } }")
    await writeAtomic(join(at.path, 'a.json.hbs'), '\n {{> x}}')
    await writeAtomic(join(at.path, 'api.yaml'), 'openapi: 3.1.0\npaths:\n  /a: { $ref: "#/none" }')
    await writeAtomic(join(at.path, 'a.har'), '{"log":{"entries":[]}}')
    await expect(loadRules({ rules: [{ file: at.file }] }, at.cwd)).rejects.toThrowError(
      'r.yml:1:30: Expected the name of a helper, got nope, in line 1 of the template.',
    )
    await expect(loadRules({ mock: ['/ => 200 @a.json.hbs'] }, at.cwd)).rejects.toThrowError(
      'a.json.hbs:2:2: Expected no partials, got one.',
    )
    await expect(loadRules({ mock: ['api.yaml'] }, at.cwd)).rejects.toThrowError('api.yaml:3:15: Expected a reference')
    await writeAtomic(at.file, "- do: { respond: { exchange: 'a.har#2' } }")
    await expect(loadRules({ rules: [{ file: at.file }] }, at.cwd)).rejects.toThrowError(
      'r.yml:1:9: a.har: Expected entry 2, got 0 entries without it.',
    )
    await writeAtomic(at.file, '- do: { respond: { folder: r.yml } }')
    await expect(loadRules({ rules: [{ file: at.file }] }, at.cwd)).rejects.toThrowError(
      'Expected a directory, got "r.yml", which is none.',
    )
  })

  test('no rules are none', async () => expect(await loadRules({}, '/')).toEqual([]))
})

test('a rule file by itself', async () => {
  await using at = await file('rules:\n  - { name: only, do: block }')
  expect(await loadRuleFile(at.file, at.cwd)).toMatchObject([
    { name: 'only', place: { file: 'r.yml', line: 2, column: 5 } },
  ])
})
