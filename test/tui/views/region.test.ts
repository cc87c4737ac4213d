import { expect, test } from 'vitest'
import { fillRows, plainRows } from '../../../src/tui/views/region.ts'

test('exactly so many rows', () => {
  expect(fillRows(plainRows([[['a']], [['b']]]), 1)).toEqual([{ line: [['a']] }])
  expect(fillRows(plainRows([[['a']]]), 2)).toEqual([{ line: [['a']] }, { line: [] }])
})
