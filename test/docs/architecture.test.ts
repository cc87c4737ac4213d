/** docs/ARCHITECTURE.md is the picture of the code: its tree has every folder, its floors are those of the house. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { floors } from '../house/table.ts'
import { listFiles, read, root } from '../house/tree.ts'

const { text } = read('docs/ARCHITECTURE.md')
const section = (title: string) => text.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!
const rows = (title: string) =>
  section(title)
    .split('\n')
    .filter((line) => /^\| [`\d]/.test(line))

test('the tree has every folder of src, on its floor', () => {
  const drawn = rows('The tree').flatMap((row) => {
    const match = /^\| `src\/([\w.-]+)\/?` \| (\d) /.exec(row)
    return match ? [[match[1]!, Number(match[2])]] : []
  })
  expect(new Set(drawn.map(([name]) => name))).toEqual(new Set(readdirSync(join(root, 'src'))))
  for (const [name, floor] of drawn) expect(floors[floor as number], `${name}`).toContain(name)
})

test('the floors are those of test/house/table.ts', () => {
  const drawn = rows('Floors').map((row) => [...row.matchAll(/`([\w.]+)`/g)].map((match) => match[1]!))
  expect(drawn).toEqual(floors)
})

test('files that it names are there', () => {
  const sources = listFiles('src')
  const named = [...text.matchAll(/`((?:[\w-]+\/)*[\w-]+\.ts)`/g)].map((match) => match[1]!)
  expect(named.length).toBeGreaterThan(30)
  const missing = named.filter(
    (name) => !sources.some((path) => path.endsWith(`/${name}`)) && !existsSync(join(root, name)),
  )
  expect(missing).toEqual([])
})
