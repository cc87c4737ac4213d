/** Rule 7: every source file has its test at the same path, and every registry lists its folder. */
import { describe, expect, test } from 'vitest'
import { factsOf, type Facts } from './facts.ts'
import { registries } from './table.ts'
import { listFiles, readAll } from './tree.ts'

/** Sources that do something and have no test under their own path. */
export function untested(files: readonly Facts[], tests: readonly string[]): string[] {
  const covered = new Set(tests.map((path) => path.replace(/^test\//, '').replace(/\.test\.tsx?$/, '')))
  return files
    .filter(
      (file) =>
        file.runs &&
        !file.path.endsWith('/index.ts') &&
        !covered.has(file.path.replace(/^src\//, '').replace(/\.tsx?$/, '')),
    )
    .map((file) => `${file.path} has no test; write ${file.path.replace(/^src\/(.*)\.(tsx?)$/, 'test/$1.test.$2')}`)
}

/** Files of a registry's folder that its list does not name; folders below hold their parts. A folder without a list is no registry yet. */
export function unlisted(folder: string, files: readonly Facts[]): string[] {
  const own = files.filter((file) => /^[^/]+$/.test(file.path.replace(`${folder}/`, '')))
  const index = own.find((file) => file.path === `${folder}/index.ts`)
  if (!index) return []
  const listed = new Set(index.imports.map((entry) => entry.from))
  return own
    .filter((file) => file !== index && !listed.has(file.path))
    .map((file) => `${file.path} is not in ${index.path}; add its line, or move it out of the folder`)
}

const facts = (path: string, text: string) => factsOf({ path, text })

describe('mirror', () => {
  const sources = readAll('src').map(factsOf)

  test('every source file that runs has its test', () => {
    expect(untested(sources, listFiles('test', /\.test\.tsx?$/))).toEqual([])
  })

  test('types and lists need none, code does', () => {
    const files = [
      facts('src/kit/a.ts', 'export type A = 1\nexport interface B { c: A }'),
      facts('src/kit/b.ts', "export { c } from './c.ts'\nexport * from './d.ts'"),
      facts('src/kit/c.ts', 'export const c = 1'),
    ]
    expect(untested(files, [])).toEqual([expect.stringContaining('write test/kit/c.test.ts')])
    expect(untested(files, ['test/kit/c.test.ts'])).toEqual([])
  })
})

describe('registries', () => {
  test.each(registries)('%s lists its files', (folder) => {
    expect(unlisted(folder, readAll(folder).map(factsOf))).toEqual([])
  })

  test('a file that is not listed is found', () => {
    const files = [
      facts('src/faults/index.ts', "import { a } from './a.ts'"),
      facts('src/faults/a.ts', ''),
      facts('src/faults/b.ts', ''),
    ]
    expect(unlisted('src/faults', files)).toEqual([expect.stringContaining('src/faults/b.ts is not in')])
  })
})
