import { expect, test } from 'vitest'
import { widthOf } from '../../../src/kit/width.ts'
import { factLines, headingLine } from '../../../src/tui/detail/facts.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('names in one column, values in the next, those without a value left out', () => {
  const lines = factLines([['name', ['a value that is long']], undefined, ['empty'], ['b', ['2'], [' dim', 'dim']]], 28)
  expect(lines.map(plainLine)).toEqual(['name         a value that ', '             is long', 'b            2 dim'])
})

test('a heading takes the whole row', () => {
  expect(plainLine(headingLine([['Wörter 日本']], 20))).toBe('── Wörter 日本 ─────')
  expect(widthOf(plainLine(headingLine([['x']], 33)))).toBe(33)
})
