import { expect, test } from 'vitest'
import type { FaultForm } from '../../../src/tui/state/ui.ts'
import { faults } from '../../../src/faults/index.ts'
import { pressMouse } from '../../../src/tui/control/mouse.ts'
import { paste } from '../../../src/tui/control/keys.ts'
import { createTestApp } from '../../support/tui.ts'

const form = (app: ReturnType<typeof createTestApp>) => app.ui.overlay as FaultForm

test('tab goes round the fields, up and down inside them', async () => {
  const app = createTestApp()
  await app.press('!')
  const fields: number[] = []
  for (const key of ['tab', 'tab', 'down', 'up', 'shift-tab', 'shift-tab', 'shift-tab']) {
    await app.press(key)
    fields.push(form(app).field)
  }
  expect(fields).toEqual([1, 2, 3, 2, 1, 0, 4])
})

test('what is typed stays in its field', async () => {
  const app = createTestApp()
  await app.press('!', 'tab', 'q', 'tab', 'shift-tab', '?')
  expect(form(app).values).toEqual({ filter: 'q?' })
  await app.press('esc')
  expect(form(app).field).toBe(0)
  await app.press('q')
  expect(app.ui.overlay).toBeUndefined()
})

test('another fault keeps where and how often, not the options', async () => {
  const app = createTestApp()
  await app.press('!', 'tab', 'x', 'tab', 'tab', '9', 'esc', 'j')
  expect(form(app)).toMatchObject({ index: 1, values: { filter: 'x' } })
})

test('a paste goes into the field', async () => {
  const app = createTestApp()
  await app.press('!', 'tab')
  paste(app, '~d a')
  expect(form(app).values).toEqual({ filter: '~d a' })
})

test('the wheel and keys of pages leave what is typed alone', async () => {
  const app = createTestApp()
  await app.press('!', 'tab', 'x', 'pagedown', 'ctrl-f')
  pressMouse(app, { kind: 'wheel', by: 1, x: 5, y: 10 })
  expect(form(app)).toMatchObject({ index: 0, field: 1, values: { filter: 'x' } })
})

test('the chosen fault is seen whole, wherever it stands in the window', async () => {
  const app = createTestApp({ rows: 16, source: { faults } })
  await app.press('!')
  for (let i = 1; i < faults.length; i++) {
    await app.press('j')
    const { name, options } = faults[i]!
    for (const seen of [` ▸ ${name}`, ...Object.keys(options)]) expect(app.screen()).toContain(seen)
    expect(app.screen()).toMatch(/the proxy will|it needs/)
  }
})

test('help comes over the form and goes again', async () => {
  const app = createTestApp()
  await app.press('!', 'tab', 'x', 'esc', '?')
  expect(app.screen()).toContain('among the faults')
  await app.press('esc')
  expect(form(app)).toMatchObject({ kind: 'fault', values: { filter: 'x' } })
})

test('the bar says what keys do here, and offers none that would be typed', async () => {
  const app = createTestApp()
  await app.press('!')
  expect(app.screen()).toMatch(/enter inject {2}tab fields .*\? help$/)
  await app.press('tab')
  expect(app.screen()).toMatch(/ esc back {2}enter inject {2}tab next field {2}shift-tab field before$/)
})

test('a line goes to a field, where there is a form', async () => {
  const app = createTestApp()
  await app.run('field next')
  expect(app.ui.note?.text).toContain('Expected the form of a fault to be open')
})
