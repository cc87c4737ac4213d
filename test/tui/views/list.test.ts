import { expect, test } from 'vitest'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const many = (count: number) => Array.from({ length: count }, (_, i) => exchangeEvents(`x${i}`)).flat()

test('only what is seen is read from the store', () => {
  const app = createTestApp({ events: many(500), rows: 24 })
  const { store } = app.source
  let asked = 0
  const get = store.get.bind(store)
  store.get = (id) => (asked++, get(id))
  app.frame()
  expect(asked).toBeLessThanOrEqual(21)
})

test('the cursor’s bar, and the mark of what was taken', async () => {
  const app = createTestApp({ events: many(3) })
  await app.press('g', 't', 'j')
  const rows = app.screen().split('\n').slice(3, 6)
  expect(rows.map((row) => row.slice(0, 2))).toEqual(['A ', '▌ ', '  '])
})

test('an empty list says why', () => {
  const app = createTestApp({ events: many(2) })
  app.setFilter('~c 500')
  expect(app.screen()).toContain('nothing matches the filter yet')
})
