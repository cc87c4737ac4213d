import { expect, test } from 'vitest'
import { bodyOf, endEvent, exchangeEvents, requestEvent, responseEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test('the newest is followed until somebody looks elsewhere', async () => {
  const app = createTestApp({ events: [...exchangeEvents('a'), ...exchangeEvents('b')] })
  expect(app.selectedRow()?.id).toBe('b')
  app.feed(...exchangeEvents('c'))
  expect(app.selectedRow()?.id).toBe('c')
  await app.press('k')
  app.feed(...exchangeEvents('d'))
  expect([app.selectedRow()?.id, app.ui.follow]).toEqual(['b', false])
  await app.press('G')
  app.feed(...exchangeEvents('e'))
  expect(app.selectedRow()?.id).toBe('e')
})

test('the window does not move under the eyes', async () => {
  const app = createTestApp({ rows: 10, maxExchanges: 30 })
  for (let i = 0; i < 30; i++) app.feed(...exchangeEvents(`x${i}`))
  await app.press('pageup', 'pageup')
  const seen = () => app.list.rows.slice(app.ui.top, app.ui.top + 7).map(({ id }) => id)
  const before = seen()
  const here = app.selectedRow()?.id
  for (let i = 30; i < 35; i++) app.feed(...exchangeEvents(`x${i}`))
  expect([seen(), app.selectedRow()?.id]).toEqual([before, here])
})

test('the row under the cursor goes away: the cursor stays where it was', async () => {
  const app = createTestApp({ events: ['a', 'b', 'c'].flatMap((id) => exchangeEvents(id)) })
  await app.press('g', 'j')
  app.feed({ type: 'forgotten', at: 0, ids: ['b'] })
  expect(app.selectedRow()?.id).toBe('c')
})

test('a filter that looks into bodies goes on in the next frames', () => {
  const app = createTestApp({
    events: [requestEvent('a'), responseEvent('a'), endEvent('a', { responseBody: bodyOf('needle') })],
  })
  app.setFilter('~b needle')
  app.frame()
  expect([app.list.progress, app.list.rows.length]).toEqual([1, 1])
})

test('rules are asked for now and then, not in each frame', () => {
  let asked = 0
  const app = createTestApp({ source: { rules: () => (asked++, []) } })
  for (let i = 0; i < 10; i++) app.frame()
  expect(asked).toBe(1)
  app.forgetRules()
  app.frame()
  app.clock.advance(1000)
  app.frame()
  expect(asked).toBe(3)
})

test('what tabs keep is kept for a while, and not for ever', () => {
  const app = createTestApp()
  const { memory } = app.scene()
  const first = memory('request', 'a')
  expect(memory('request', 'a')).toBe(first)
  for (let i = 0; i < 50; i++) memory('request', `x${i}`)
  expect(memory('request', 'a')).not.toBe(first)
})
