import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { loadCommandSettings } from '../../src/cli/command-settings.ts'
import { addTableOptions } from '../../src/cli/table-options.ts'
import { watchRules } from '../../src/cli/watch-rules.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { createTestWorld } from '../support/cli-world.ts'

/** `scripts` are the files that the session's scripts are made of. */
async function setup(argv: string[], files: Record<string, string>, scripts: string[] = []) {
  const folder = await makeTemporaryDirectory()
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  const command = new Command('middlebox').command('forward')
  addTableOptions(command, 'forward')
  command.parse(argv, { from: 'user' })
  const world = createTestWorld({ cwd: () => folder.path, home: () => folder.path })
  const loaded = await loadCommandSettings(command, world)
  const said: string[] = []
  let next = Promise.withResolvers<void>()
  const say = (text: string) => {
    said.push(text)
    next.resolve()
  }
  const session = {
    rules: { replace: async (rules: readonly { name: string }[]) => say(rules.map(({ name }) => name).join()) },
    scripts: { files: scripts.map((name) => join(folder.path, name)) },
    store: { apply: (event: object) => say((event as { message: string }).message) },
  }
  return {
    folder,
    loaded,
    said,
    watching: watchRules(session, loaded, command, world),
    async change(name: string, text: string) {
      next = Promise.withResolvers()
      await writeFile(join(folder.path, name), text)
      await next.promise
      return said.at(-1)
    },
  }
}

test('a changed rule file is read again; what is wrong leaves the last good rules', async () => {
  const { folder, loaded, said, watching, change } = await setup(['--rules', 'r.yml'], {
    'r.yml': '- { name: a, do: block }',
  })
  await using _gone = folder
  expect(loaded.session.rules).toMatchObject([{ name: 'a' }])
  expect(await change('r.yml', '- { name: b, do: block }')).toBe('b')
  expect(await change('r.yml', '- { name: b, do: blokc }')).toBe(
    'r.yml:1:18: Expected the name of an action, got "blokc". Did you mean block? The last good rules stay.',
  )
  expect(await change('r.yml', '- { name: c, do: block }')).toBe('c')
  expect(said).toContain('the rules were read again: 1 is in place')
  watching.close()
})

test('rules in the config file, beside quick ones', async () => {
  const { folder, watching, change } = await setup(['--mock', '/ => 200'], {
    'middlebox.yml': 'rules: [{ name: a, do: block }]',
  })
  await using _gone = folder
  expect(await change('middlebox.yml', 'rules: [{ name: z, do: block }]')).toBe('--mock /,z')
  watching.close()
})

test('without files there is nothing to watch', async () => {
  const { folder, watching, loaded } = await setup(['--mock', '/ => 200'], {})
  await using _gone = folder
  expect(loaded.session.rules).toHaveLength(1)
  watching.close()
})

test('rules of a config file that is a module are read anew', async () => {
  const { folder, loaded, watching, change } = await setup([], {
    'middlebox.config.ts': "export default { rules: [{ name: 'a', do: 'block' }] }",
  })
  await using _gone = folder
  expect(loaded.session.rules).toMatchObject([{ name: 'a' }])
  expect(await change('middlebox.config.ts', "export default { rules: [{ name: 'b', do: 'block' }] }")).toBe('b')
  expect(await change('middlebox.config.ts', "export default { rules: [{ name: 'c', do: 'block' }] }")).toBe('c')
  watching.close()
})

test('the files of scripts are watched too, whatever they are called', async () => {
  const files = { 'fix.ts': 'export const onRequest = () => {}', 'part.ts': '' }
  const { folder, watching, change } = await setup(['-s', 'fix.ts'], files, ['fix.ts', 'part.ts'])
  await using _gone = folder
  expect(await change('part.ts', 'export const a = 1')).toBe('-s fix.ts')
  watching.close()
})
