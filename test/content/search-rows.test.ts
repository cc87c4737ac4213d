import { expect, test } from 'vitest'
import { searchRows } from '../../src/content/search-rows.ts'

test('rows and columns, from a row on', () => {
  const rows = [[['ab'], ['ca', 'key']], [['a']]] as const
  expect(searchRows(rows, /a/)).toEqual([
    { row: 0, from: 0, to: 1 },
    { row: 0, from: 3, to: 4 },
    { row: 1, from: 0, to: 1 },
  ])
  expect(searchRows(rows, /A/i, 1)).toEqual([{ row: 1, from: 0, to: 1 }])
  expect(searchRows(rows, /x*/)).toEqual([])
})
