/** Writes the generated pages, and the screens in the others: `npm run docs`. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pages } from './pages.ts'
import { fillScreens } from './screens.ts'

const root = join(import.meta.dirname, '..', '..')

for (const { path, render } of pages) {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, await render())
}

for (const path of globSync(['README.md', 'docs/guides/*.md'], { cwd: root })) {
  const file = join(root, path)
  const text = readFileSync(file, 'utf8')
  const filled = await fillScreens(text)
  if (filled !== text) writeFileSync(file, filled)
}
