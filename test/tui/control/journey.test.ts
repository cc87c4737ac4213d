import { expect, test } from 'vitest'
import { exchangeEvents, requestEvent } from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

const two = [...exchangeEvents('a'), ...exchangeEvents('b')]
const replayed = (given: Given = {}) =>
  createTestApp({ events: two, answer: () => ({ exchange: 'new' }), columns: 120, ...given })

test('a replay is shown in the place of what it repeats, as soon as it is there; a key goes back', async () => {
  const app = replayed()
  await app.press('g', 'enter', '2', 'r')
  expect(app.selected()?.id).toBe('a')
  app.feed(...exchangeEvents('other'), requestEvent('new'))
  expect([app.selected()?.id, app.ui.detail]).toMatchObject(['new', { open: true, tab: 1 }])
  expect(app.ui.note?.text).toBe('this is the new one; backspace or :original shows what it was made of')
  await app.press('backspace')
  expect(app.selected()?.id).toBe('a')
  await app.press('backspace')
  expect(app.ui.note?.text).toBe('it was not made of another one')
})

test('so is what was edited, and one that the filter keeps from the list', async () => {
  const app = replayed({ source: { edit: async (text) => text.replace('GET', 'PUT') } })
  app.setFilter('~u api')
  await app.press('enter', 'e')
  app.feed(requestEvent('new', { url: 'http://other.test/' }))
  expect([app.selected()?.id, app.list.rows.length]).toEqual(['new', 2])
  expect(app.screen()).toContain('http://other.test/')
})

test('in the list the cursor stays, and who left the detail is left alone', async () => {
  const app = replayed()
  await app.press('g', 'r')
  app.feed(requestEvent('new'))
  expect(app.selected()?.id).toBe('a')
  expect(app.ui.note?.text).toMatch(/new$/)
  const gone = replayed()
  await gone.press('g', 'enter', 'r', 'q')
  gone.feed(requestEvent('new'))
  await gone.press('enter')
  expect(gone.selected()?.id).toBe('a')
})

test('a replay of earlier leads to what it repeats; where that is gone, it is said', async () => {
  const app = createTestApp({ events: two, columns: 120 })
  app.feed(requestEvent('again', { replayOf: 'a' }), requestEvent('lost', { replayOf: 'long gone' }))
  await app.press('enter', 'backspace')
  expect(app.ui.note?.text).toBe('what it was made of is no longer kept')
  await app.press('p', 'backspace')
  expect(app.selected()?.id).toBe('a')
})
