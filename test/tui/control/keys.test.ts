import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindings } from '../../../src/tui/keys/bindings.ts'
import { createTestApp } from '../../support/tui.ts'
import { traffic } from '../frames/traffic.ts'

test('a key of the user’s own', async () => {
  const app = createTestApp({ settings: { keys: { log: '!', 'order host': 'h' } } })
  await app.press('!')
  expect(app.ui.overlay?.kind).toBe('log')
  await app.press('esc', 'h')
  expect(app.ui.sort.column).toBe('host')
})

test('the keys of a menu choose at once', async () => {
  const app = createTestApp()
  await app.press('o', '2')
  expect([app.ui.overlay, app.ui.sort.column]).toEqual([undefined, 'method'])
})

test('a key that means nothing says so, dim, and does nothing', async () => {
  const app = createTestApp()
  const before = app.ui
  await app.press('ctrl-y', 'V')
  expect(app.ui).toEqual({
    ...before,
    cursor: app.ui.cursor,
    note: { text: 'no command on V; ? lists the keys', style: 'dim' },
  })
  // The next key takes it away.
  await app.press('v')
  expect(app.ui.note).toBeUndefined()
  await app.press('!', 'tab', 'ctrl-y')
  expect(app.ui.note?.text).toBe('no command on ctrl-y')
})

test('whatever is pressed, there is a frame of the right size', async () => {
  const keys = [
    ...new Set(bindings.flatMap((binding) => binding.keys)),
    'enter',
    'esc',
    'tab',
    'backspace',
    'x',
    '~',
    'c',
    'space',
    '4',
    '日',
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...keys), { maxLength: 40 }),
      fc.constantFrom(24, 40),
      async (pressed, rows) => {
        const app = createTestApp({ events: traffic, rows, columns: rows * 3 })
        await app.press(...pressed)
        expect(app.frame().rows.length).toBe(rows)
      },
    ),
    { numRuns: 60 },
  )
})
