import { expect, test } from 'vitest'
import type { FaultForm } from '../../../src/tui/state/ui.ts'
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
