import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { capture } from '../../src/kit/environment.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'

/** The test runner loads modules its own way: what Node does is seen in a process of its own, one for all cases. */
const source = fileURLToPath(new URL('../../src/config/module-source.ts', import.meta.url))

const cases: Record<string, [name: string, text: string, outcome: string | RegExp]> = {
  object: ['m.ts', 'const port: number = 9\nexport default { listenPort: port }', 'listenPort'],
  enum: ['m.ts', '\nenum A { B }\nexport default {}', /^m\.ts:2: Expected erasable TypeScript.* \| Write `const Name/],
  parameterProperty: [
    'm.ts',
    'export default {}\nclass A { constructor(private b: number) {} }',
    /^m\.ts:2: .* \| Declare the field/,
  ],
  namespace: ['m.ts', 'namespace A { export const b = 1 }', /^m\.ts:1: .* \| Put what the namespace/],
  importEquals: ['m.ts', 'import a = require("a")', /^m\.ts:1: .* \| Write `import`/],
  syntaxOfTs: ['m.ts', '\n\nexport default { a: , }', /^m\.ts:3: SyntaxError: .* \| $/],
  syntaxOfJs: ['m.js', '\n\nexport default { a: , }', /^m\.js:3: SyntaxError: /],
  throws: [
    'm.ts',
    'export default { a: (undefined as any).b }',
    "m.ts:1:40: TypeError: Cannot read properties of undefined (reading 'b'). | ",
  ],
  throwsText: ['m.ts', 'throw "no"', 'm.ts: Error: no. | '],
  missing: ['m.ts', 'import "./no.ts"', /^m\.ts: Error: Cannot find module/],
  noDefault: [
    'm.ts',
    'export const a = 1',
    'm.ts: Expected a default export that is an object of options, got none. | ',
  ],
  array: [
    'm.ts',
    'export default [1]',
    'm.ts: Expected a default export that is an object of options, got one of type array. | ',
  ],
}

test('modules are read, or refused with file, line and remedy', async () => {
  await using folder = await makeTemporaryDirectory()
  for (const [name, [file, text]] of Object.entries(cases)) {
    await mkdir(join(folder.path, name))
    await writeFile(join(folder.path, name, file), text)
  }
  const files = Object.entries(cases).map(([name, [file]]) => [name, join(folder.path, name, file)])
  const script = `
    import { basename } from 'node:path'
    const { readModule } = await import(${JSON.stringify(source)})
    const outcomes = {}
    for (const [name, path] of ${JSON.stringify(files)}) {
      try { outcomes[name] = (await readModule(path, (path) => basename(path))).map(({ key }) => key).join() }
      catch (error) { outcomes[name] = error.message + ' | ' + error.hint }
    }
    console.log(JSON.stringify(outcomes))`
  const { stdout, stderr } = await capture(process.execPath, ['--input-type=module', '-e', script])
  expect(stderr).toBe('')
  const outcomes = JSON.parse(stdout) as Record<string, string>
  for (const [name, [, , outcome]] of Object.entries(cases)) {
    if (typeof outcome === 'string') expect(outcomes[name]).toBe(outcome)
    else expect(outcomes[name]).toMatch(outcome)
  }
})
