/** No cell of the matrix is missing: each is a test, or has a reason that a reader can check. */
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clientNames } from '../../support/matrix/client.ts'
import { type Behaviour, emptyCells, table } from '../../support/matrix/table.ts'
import { upstreamNames } from '../../support/matrix/upstream.ts'

const folder = new URL('.', import.meta.url)
const groups = Object.entries<Record<string, Behaviour>>(table)

test('clients and origins are the four versions, and what a tunnel adds', () => {
  expect(clientNames).toEqual(['1.0', '1.1', '1.1 in TLS', 'h2', 'h2c'])
  expect(upstreamNames).toEqual(['1.0', '1.1', 'h2', 'h2c'])
})

test('every group has its test file, and that file runs this group', () => {
  const files = readdirSync(folder)
  for (const [group] of groups) {
    expect(files).toContain(`${group}.test.ts`)
    expect(readFileSync(new URL(`${group}.test.ts`, folder), 'utf8')).toContain(`describeCells('${group}', {`)
  }
})

test('what must be there is there', () => {
  const names = groups.flatMap(([group, behaviours]) => [group, ...Object.keys(behaviours)]).join(' ')
  for (const word of ['body', 'trailers', '103|early hints', 'HEAD', 'early answer', 'abort', 'reset'])
    expect(names).toMatch(new RegExp(word))
})

describe.each(groups)('%s', (group, behaviours) => {
  test.each(Object.entries(behaviours))('%s', (name, behaviour) => {
    // Each behaviour is a function in its group's file: `name: async`, `name: (cell)`, or the name in quotes.
    expect(readFileSync(new URL(`${group}.test.ts`, folder), 'utf8')).toMatch(new RegExp(`^  '?${name}'?: `, 'm'))
    const empty = emptyCells(behaviour)
    expect(empty.length).toBeLessThan(clientNames.length * upstreamNames.length)
    for (const { reason } of empty) expect(reason).toMatch(/^[A-Z].{30,}\.$/)
  })
})
