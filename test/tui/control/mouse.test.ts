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

test('a click in a panel that was scrolled selects the row under it, and nothing jumps', async () => {
  const rule = (name: string) => ({
    definition: { name, match: '', enabled: true, chance: 1, do: [] },
    explanation: '',
    matched: 0,
    acted: 0,
  })
  const app = createTestApp({ rules: Array.from({ length: 30 }, (_, i) => rule(`r${i}!`)) })
  await app.press('#', 'G')
  const rowOf = (name: string) =>
    app
      .screen()
      .split('\n')
      .findIndex((row) => row.includes(name))
  const before = rowOf('r20!')
  pressMouse(app, { kind: 'click', x: 5, y: before })
  expect([app.ui.overlay, rowOf('r20!')]).toMatchObject([{ index: 20 }, before])
  await app.press('j', 'K')
  expect(app.ran).toEqual(['rule-move {"name":"r21!","to":21}'])
  pressMouse(app, { kind: 'click', x: 5, y: 2 })
  expect(app.ui.overlay).toMatchObject({ index: 20 })
})
