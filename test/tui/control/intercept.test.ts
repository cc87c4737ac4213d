import { expect, test } from 'vitest'
import { createTestApp } from '../../support/tui.ts'

test('set, switched off and on, ended', async () => {
  const app = createTestApp({ columns: 120 })
  await app.press('I')
  expect(app.ui.note?.text).toContain('i sets one')
  await app.run('intercept ~m POST')
  expect(app.screen()).toContain('‖ ~m POST')
  await app.press('I')
  expect(app.screen()).toContain('‖ ~m POST (off)')
  await app.press('I', 'i', 'ctrl-u', 'enter')
  expect(app.ran.map((line) => line.slice(10))).toEqual(['{"filter":"~m POST"}', '{}', '{"filter":"~m POST"}', '{}'])
  expect(app.ui.intercept).toBe('')
})

test('a wrong filter sets nothing', async () => {
  const app = createTestApp()
  await app.run('intercept ~zz')
  expect([app.ran, app.ui.intercept]).toEqual([[], ''])
})
