import { expect, test } from 'vitest'
import { bodyOf, endEvent, exchangeEvents, requestEvent, responseEvent, responseHead } from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

const json = responseHead({ fields: ['Content-Type', 'application/json'] })
const events = [
  ...exchangeEvents('a'),
  requestEvent('b'),
  responseEvent('b', { head: json }),
  endEvent('b', { responseBody: bodyOf('{"list":[1,2]}') }),
]

async function opened(given: Given = {}, ...keys: string[]) {
  const app = createTestApp({ events, rows: 40, ...given })
  await app.press('G', 'enter', '2', ...keys)
  return app
}

test('a line does what the key does', async () => {
  const app = await opened()
  expect(app.screen()).toMatch(/── JSON/)
  await app.run('in-tab view')
  await app.press('down')
  expect(app.screen()).not.toMatch(/── JSON/)
})

test('keys of this user, and the usual ones no longer', async () => {
  const settings = { keys: { 'in-tab view': 'w', 'save-har': 'v' } }
  const app = await opened({ settings }, 'w')
  await app.press('down')
  expect(app.screen()).not.toMatch(/── JSON/)
  const other = await opened({ settings: { keys: { 'in-tab view': 'w' } } }, 'v')
  expect(other.screen()).toMatch(/── JSON/)
  await other.press('?', 'ctrl-f')
  expect(other.screen()).toMatch(/ w +show the body by another view/)
})

test('in a comparison, and where it means nothing', async () => {
  const app = createTestApp({ events })
  await app.run('in-tab only')
  expect(app.ui.note?.text).toBe('only: not here; it is for diff, comparison')
  await app.press('g', 't', 'j', 't')
  const before = app.screen()
  await app.run('in-tab only')
  expect(app.ui.note).toBeUndefined()
  expect(app.screen()).not.toBe(before)
  await app.run('in-tab dance')
  expect(app.ui.note?.text).toMatch(/^Expected what a tab does \(view, fold/)
})
