import { expect, test } from 'vitest'
import { pressMouse } from '../../../src/tui/control/mouse.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const many = Array.from({ length: 40 }, (_, i) => exchangeEvents(`x${i}`)).flat()

test('the wheel moves what is under it, a click selects, another opens', async () => {
  const app = createTestApp({ events: many, columns: 200, rows: 40 })
  await app.press('g')
  pressMouse(app, { kind: 'wheel', by: 1, x: 5, y: 10 })
  expect(app.selectedRow()?.id).toBe('x3')
  pressMouse(app, { kind: 'click', x: 5, y: 8 })
  expect(app.selectedRow()?.id).toBe('x5')
  pressMouse(app, { kind: 'click', x: 5, y: 8 })
  expect(app.ui).toMatchObject({ focus: 'detail', detail: { open: true } })
  pressMouse(app, { kind: 'click', x: 5, y: 8 })
  expect(app.ui.focus).toBe('list')
  pressMouse(app, { kind: 'click', x: 99, y: 3 })
  expect(app.ui).toMatchObject({ focus: 'detail', detail: { tab: 1 } })
})

test('the heads of the columns, and what lies outside, are not rows', async () => {
  const app = createTestApp({ events: many })
  await app.press('g')
  for (const y of [0, 2, 23]) pressMouse(app, { kind: 'click', x: 5, y })
  expect([app.selectedRow()?.id, app.ui.detail.open]).toEqual(['x0', false])
})

test('a click in a menu selects, and nothing happens behind a prompt', async () => {
  const app = createTestApp({ events: many })
  await app.press('o')
  pressMouse(app, { kind: 'click', x: 3, y: 6 })
  expect(app.ui.overlay).toMatchObject({ kind: 'menu', index: 2 })
  await app.press('esc', '/')
  const { cursor } = app.ui
  pressMouse(app, { kind: 'wheel', by: -1, x: 5, y: 10 })
  expect(app.ui.cursor).toBe(cursor)
})
