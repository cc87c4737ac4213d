/** Rule 6: small files with one concept, named by the word the user knows, that explain themselves. */
import { describe, expect, test } from 'vitest'
import { factsOf, type Facts } from './facts.ts'
import { readAll } from './tree.ts'

const longestFile = 250
const longestFunction = 40
const vague = /^(utils?|helpers?|types|misc|common|shared|.*-(utils?|helpers?|manager|impl))$/

/** One line per departure from the shape of a file. */
export function shapeBreaches({ path, text, functions }: Facts): string[] {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\.tsx?$/, '')
  const lines = text.trimEnd().split('\n').length
  const breaches = functions
    .filter((entry) => entry.lines > longestFunction)
    .map((entry) => `${path}:${entry.line} is a function of ${entry.lines} lines; past ${longestFunction} it is two`)
  if (lines > longestFile) breaches.push(`${path} has ${lines} lines; past ${longestFile} it is two files`)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) breaches.push(`${path}: file names are kebab-case`)
  if (vague.test(name)) breaches.push(`${path}: the name says nothing; name the concept the file holds`)
  if (!/^(\/\*\*?|\/\/)\s*\S/.test(text.replace(/^\/\*\*\n \* /, '/** ')))
    breaches.push(`${path}: the first line is no comment; open with a sentence that says what the file is and why`)
  return breaches
}

describe('shape', () => {
  test('every source file keeps it', () => {
    expect(readAll('src').map(factsOf).flatMap(shapeBreaches)).toEqual([])
  })

  const body = (count: number) => 'work()\n'.repeat(count)
  test.each([
    ['src/kit/a.ts', `/** A. */\n${body(250)}`, '251 lines'],
    ['src/kit/a.ts', `/** A. */\nfunction f() {\n${body(39)}}`, 'function of 41 lines'],
    ['src/kit/camelCase.ts', '/** A. */', 'kebab-case'],
    ['src/kit/text-utils.ts', '/** A. */', 'says nothing'],
    ['src/kit/a.ts', "import './b.ts'", 'no comment'],
  ])('%s is refused (%#)', (path, text, reason) => {
    expect(shapeBreaches(factsOf({ path, text }))).toEqual([expect.stringContaining(reason)])
  })

  test('a closure counts for itself and not for the function around it', () => {
    const closure = `  const inner = () => {\n${body(30)}  }\n`
    expect(
      shapeBreaches(factsOf({ path: 'src/kit/a.ts', text: `/** A. */\nfunction f() {\n${closure}${closure}}` })),
    ).toEqual([])
  })
})
