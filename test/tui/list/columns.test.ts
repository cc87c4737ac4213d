import { expect, test } from 'vitest'
import { columnsFor, gap, gutter } from '../../../src/tui/list/columns.ts'

test.each([60, 80, 99, 100, 120, 200, 300])('at %i columns they fill the row', (width) => {
  const columns = columnsFor(width)
  const used = columns.reduce((sum, column) => sum + column.width, gutter + gap * (columns.length - 1))
  expect(used).toBe(width)
})

test('a narrow list has host and path in one', () => {
  expect(columnsFor(80).map(({ name }) => name)).toEqual(['method', 'status', 'target', 'took', 'marks'])
  expect(columnsFor(120).map(({ name }) => name)).toContain('type')
  expect(columnsFor(100).map(({ name }) => name)).not.toContain('type')
})
