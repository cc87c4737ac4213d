import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { capture } from '../../src/kit/environment.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'

/** The test runner loads modules its own way: what Node does is seen in a process of its own. */
const source = fileURLToPath(new URL('../../src/scripts/user-modules.ts', import.meta.url))

async function load(files: Record<string, string>, entry: string): Promise<{ out: string; err: string }> {
  await using folder = await makeTemporaryDirectory()
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true })
    await writeFile(join(folder.path, name), text)
  }
  const script = `
    const { importUserModule } = await import(${JSON.stringify(source)})
    importUserModule(${JSON.stringify(join(folder.path, entry))}).then((found) => console.log(JSON.stringify(found)), (error) => console.log(String(error)))`
  const { stdout, stderr } = await capture(process.execPath, ['--input-type=module', '-e', script])
  return { out: stdout.trim(), err: stderr }
}

describe('importUserModule', () => {
  test('TypeScript and JavaScript are modules, whatever the package says, without a warning', async () => {
    const files = {
      'package.json': '{"type":"commonjs"}',
      'a.config.ts': "import { two } from './b.mjs'\nexport default { one: 1 as number, two }",
      'b.mjs': 'export const two = 2',
      'bare/c.js': 'export default 3',
    }
    expect(await load(files, 'a.config.ts')).toEqual({ out: '{"default":{"one":1,"two":2}}', err: '' })
    expect(await load(files, 'bare/c.js')).toEqual({ out: '{"default":3}', err: '' })
  })

  test('the name middlebox is the running installation, not one beside the module', async () => {
    const files = {
      'node_modules/middlebox/package.json': '{"exports":"./index.js","type":"module"}',
      'node_modules/middlebox/index.js': 'export const from = "elsewhere"',
      'a.ts': "export default import.meta.resolve('middlebox')",
    }
    const { out } = await load(files, 'a.ts')
    expect(JSON.parse(out)).toEqual({ default: new URL('../../src/index.ts', import.meta.url).href })
  })
})
