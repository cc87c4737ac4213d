import { expect, test } from 'vitest'
import { filterHelp, spellAtom } from '../../../../src/cli/commands/help/filters.ts'
import { atoms } from '../../../../src/filter/index.ts'

test('every atom is on the page, with its argument and its meaning', () => {
  const page = filterHelp()
  for (const atom of atoms) {
    expect(page).toContain(`  ${spellAtom(atom)}`)
    expect(page.replace(/\s+/g, ' ')).toContain(atom.help)
  }
  expect(page).toContain('~c [OP]CODE')
  expect(page).toContain('~cassette hit|miss')
})

test('the page fits a terminal', () => {
  expect(
    filterHelp()
      .split('\n')
      .filter((line) => line.length > 80),
  ).toEqual([])
})
