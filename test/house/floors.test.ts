/** Rules 1, 2 and 4: who may import whom. */
import { describe, expect, test } from 'vitest'
import { factsOf, type Facts } from './facts.ts'
import { faceCommands, faces, faceSees, floors } from './table.ts'
import { readAll } from './tree.ts'

const folderOf = (path: string) => path.split('/')[1]!
const floorOf = (folder: string) => floors.findIndex((names) => names.includes(folder))

function floorBreach(path: string, from: string): string | undefined {
  const [mine, theirs] = [folderOf(path), folderOf(from)]
  if (mine === theirs) return undefined
  const [above, below] = [floorOf(mine), floorOf(theirs)]
  if (above < 0) return `the folder ${mine} has no floor; give it one in test/house/table.ts and docs/ARCHITECTURE.md`
  if (!from.startsWith('src/') || below < 0)
    return 'sources import sources on a floor only; move what is needed into src'
  if (theirs === 'cli') return 'nobody imports cli; move what is needed to a lower floor'
  if (below > above)
    return `floor ${below} is above floor ${above}; take it as an argument, or move the shared part down`
  if (below === above)
    return `${mine} and ${theirs} are strangers on floor ${above}; let session/ wire them, or move the shared part down`
  return undefined
}

function faceBreach(path: string, from: string, typeOnly: boolean): string | undefined {
  const [mine, theirs] = [folderOf(path), folderOf(from)]
  if (!faces.includes(mine) || mine === theirs || faceSees.includes(theirs)) return undefined
  if (theirs === 'session' && typeOnly && faceCommands.test(from)) return undefined
  return `a face sees ${faceSees.join(', ')} and the types of session/commands; send a command or read the store`
}

/** One line per import that no rule allows. */
export function importBreaches(files: readonly Facts[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter((entry) => entry.ours)
      .flatMap(({ from, typeOnly }) => {
        const reason = floorBreach(path, from) ?? faceBreach(path, from, typeOnly)
        return reason === undefined ? [] : [`${path} imports ${from}: ${reason}`]
      }),
  )
}

/** Each circle of imports once, as the path that leads back to its start. Imports of types vanish in the build and may circle. */
export function cycles(files: readonly Facts[]): string[] {
  const targets = ({ imports }: Facts) =>
    imports.filter((entry) => entry.ours && !entry.typeOnly).map((entry) => entry.from)
  const imports = new Map(files.map((file) => [file.path, targets(file)]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) found.push([...trail.slice(start), path].join(' -> '))
    if (start >= 0 || done.has(path)) return
    for (const from of imports.get(path) ?? []) visit(from, [...trail, path])
    done.add(path)
  }
  for (const path of imports.keys()) visit(path, [])
  return found
}

const facts = (path: string, text: string) => factsOf({ path, text })

describe('floors', () => {
  const sources = readAll('src').map(factsOf)

  test('every import goes down, or stays in its folder', () => {
    expect(importBreaches(sources)).toEqual([])
  })

  test('no file imports itself by a detour', () => {
    expect(cycles(sources)).toEqual([])
  })

  test('model imports nothing from outside', () => {
    const outside = sources.filter(
      (file) => file.path.startsWith('src/model/') && file.imports.some((entry) => !entry.ours),
    )
    expect(outside.map((file) => file.path)).toEqual([])
  })

  test.each([
    ['src/kit/a.ts', "import { b } from '../engine/b.ts'", 'is above'],
    ['src/ca/a.ts', "export { b } from '../clients/b.ts'", 'strangers'],
    ['src/session/a.ts', "const b = await import('../cli/b.ts')", 'nobody imports cli'],
    ['src/headless/a.ts', "import type { b } from '../engine/b.ts'", 'a face sees'],
    ['src/headless/a.ts', "import { b } from '../session/commands/b.ts'", 'a face sees'],
    ['src/garage/a.ts', "import { b } from '../model/b.ts'", 'has no floor'],
    ['src/kit/a.ts', "import { b } from '../../test/support/b.ts'", 'sources import sources'],
  ])('%s with %s is refused', (path, text, reason) => {
    expect(importBreaches([facts(path, text)])).toEqual([expect.stringContaining(reason)])
  })

  test('a face may see the types of the commands', () => {
    expect(importBreaches([facts('src/tui/a.ts', "import type { b } from '../session/commands/b.ts'")])).toEqual([])
  })

  test('a circle is found', () => {
    const circle = [facts('src/kit/a.ts', "import './b.ts'"), facts('src/kit/b.ts', "import './a.ts'")]
    expect(cycles(circle)).toEqual(['src/kit/a.ts -> src/kit/b.ts -> src/kit/a.ts'])
    const typed = [circle[0]!, facts('src/kit/b.ts', "import type { a } from './a.ts'")]
    expect(cycles(typed)).toEqual([])
  })
})

describe('from outside', () => {
  const outside = [...readAll('bin', /\.js$/), ...readAll('docs/examples', /\.[cm]?[jt]s$/)]

  test('bin starts the command line and touches nothing else of the program', () => {
    const bin = outside.filter((file) => file.path.startsWith('bin/'))
    expect(bin.flatMap((file) => file.text.match(/\.\.\/(dist|src)\/[\w./-]+/g) ?? [])).toEqual(['../dist/cli/main.js'])
  })

  test('examples import the library by its name', () => {
    const examples = outside.filter((file) => file.path.startsWith('docs/')).map(factsOf)
    const inside = examples.filter((file) =>
      file.imports.some((entry) => entry.ours && /^(src|dist)\//.test(entry.from)),
    )
    expect(inside.map((file) => file.path)).toEqual([])
  })
})
