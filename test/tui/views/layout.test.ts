import { expect, test } from 'vitest'
import { initialUi, type Layout } from '../../../src/tui/state/ui.ts'
import { detailRows, listRows, screenOf } from '../../../src/tui/views/layout.ts'

const ui = (
  columns: number,
  rows: number,
  layout: Layout = 'auto',
  open = true,
  focus: 'list' | 'detail' = 'detail',
) => {
  const first = initialUi({ columns, rows }, 'dark')
  return { ...first, layout, focus, detail: { ...first.detail, open } }
}

test('alone the list has everything between head and status', () => {
  const { list, detail, status } = screenOf(ui(80, 24, 'auto', false))
  expect(list).toEqual({ x: 0, y: 2, columns: 80, rows: 21 })
  expect([detail, status, listRows(list)]).toEqual([undefined, 23, 20])
})

test.each([
  [80, 24, 'auto', 'full'],
  [120, 40, 'auto', 'below'],
  [200, 60, 'auto', 'beside'],
  [120, 24, 'beside', 'beside'],
  [80, 24, 'beside', 'full'],
  [200, 60, 'below', 'below'],
  [200, 60, 'full', 'full'],
] as const)('%i × %i with %s: %s', (columns, rows, layout, wanted) => {
  const { list, detail } = screenOf(ui(columns, rows, layout))
  expect(list === undefined ? 'full' : detail!.x > 0 ? 'beside' : 'below').toBe(wanted)
  const used = wanted === 'below' ? list!.rows + detail!.rows : detail!.rows
  expect(used).toBe(rows - 3)
  expect(detailRows(detail)).toBe(detail!.rows - 2)
})

test('where there is room for one, it is the one with the focus', () => {
  expect(screenOf(ui(80, 24, 'auto', true, 'list'))).toMatchObject({ detail: undefined, list: { rows: 21 } })
})

test.each([4, 8, 11])('%i rows are enough for something', (rows) => {
  const { head, list, status } = screenOf(ui(40, rows, 'auto', false))
  expect([head, status]).toEqual([1, rows - 1])
  expect(list!.rows).toBe(rows - 2)
})
