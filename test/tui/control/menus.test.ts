import { expect, test } from 'vitest'
import { sortColumns } from '../../../src/tui/list/sort.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test('orders begin at the one that counts', async () => {
  const app = createTestApp({ settings: { sort: { column: 'host', descending: false } } })
  await app.press('o')
  expect(app.ui.overlay).toMatchObject({ kind: 'menu', index: 3 })
})

test.each(sortColumns)('the key before %s orders by it', async (column) => {
  const app = createTestApp()
  await app.press('o')
  const [, key] = new RegExp(` (\\S) ${column}$`, 'm').exec(app.screen())!
  await app.press(key!)
  expect([app.ui.sort.column, app.ui.overlay]).toEqual([column, undefined])
})

test('a throttle, and none', async () => {
  const app = createTestApp()
  await app.press('T', 'j', 'enter', 'T', 'enter')
  expect(app.ran).toEqual(['throttle {"rate":"3g"}', 'throttle {"rate":"off"}'])
})

test('the form of a fault begins with the host that is selected', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('!')
  expect(app.ui.overlay).toMatchObject({ kind: 'fault', values: { filter: String.raw`~d api\.test` } })
  const empty = createTestApp()
  await empty.press('!')
  expect(empty.ui.overlay).toMatchObject({ values: {} })
})
