import { describe, expect, test } from 'vitest'
import {
  bodyOf,
  endEvent,
  exchangeEvents,
  requestEvent,
  responseEvent,
  responseHead,
  tlsErrorEvent,
} from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const failed = (id: string) => [
  requestEvent(id),
  responseEvent(id, { head: responseHead({ status: 500 }) }),
  endEvent(id),
]

test('tabs by key, number, name, and round', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('enter', '2')
  expect(app.ui.detail.tab).toBe(1)
  await app.press('[', '[')
  const last = app.ui.detail.tab
  await app.press(']')
  expect([app.ui.detail.tab, last > 0]).toEqual([0, true])
  await app.run('tab response')
  expect(app.ui.detail.tab).toBe(1)
  await app.run('tab nonsense')
  expect(app.ui.note?.text).toMatch(/^Expected a tab of this exchange, got nonsense. It has request, response/)
})

test('the next exchange from the detail, and the one before', async () => {
  const app = createTestApp({ events: ['a', 'b', 'c'].flatMap((id) => exchangeEvents(id)) })
  await app.press('g', 'enter', 'space')
  expect(app.selected()?.id).toBe('b')
  await app.press('p', 'p')
  expect([app.selected()?.id, app.ui.detail.open]).toEqual(['a', true])
})

test('from one failure to the next, and round', async () => {
  const app = createTestApp({ events: [...failed('a'), ...exchangeEvents('b'), ...failed('c'), tlsErrorEvent()] })
  await app.press('g', 'N')
  expect(app.selectedRow()?.id).toBe('c')
  await app.press('N', 'N')
  expect(app.selectedRow()?.id).toBe('a')
  const good = createTestApp({ events: exchangeEvents('a') })
  await good.press('N')
  expect(good.ui.note?.text).toBe('nothing failed')
})

describe('searching', () => {
  const text = Array.from({ length: 100 }, (_, i) => (i % 40 === 30 ? `Needle ${i}` : `line ${i}`)).join('\n')
  const events = [requestEvent('a'), responseEvent('a'), endEvent('a', { responseBody: bodyOf(text) })]

  test('goes to the matches, down and up', async () => {
    const app = createTestApp({ events })
    await app.press('enter', '2')
    await app.run('search needle')
    const first = app.ui.detail.from
    expect(app.screen()).toContain('Needle 30')
    await app.press('n')
    expect(app.ui.detail.from).toBe(first + 40)
    await app.press('n')
    expect(app.ui.note?.text).toBe('needle is not below')
    await app.press('N')
    expect(app.ui.detail.from).toBe(first)
  })

  test('without anything to search for says how to begin', async () => {
    const app = createTestApp({ events })
    await app.press('enter', 'n')
    expect(app.ui.note?.text).toContain('/ begins')
  })
})

test('comparing: one, then the other; the same twice takes it back', async () => {
  const app = createTestApp({ events: [...exchangeEvents('a'), ...exchangeEvents('b')] })
  await app.press('g', 't')
  expect(app.ui.taken).toBe('a')
  await app.press('t')
  expect([app.ui.taken, app.ui.overlay]).toEqual([undefined, undefined])
  await app.press('t', 'j', 't')
  expect(app.ui.overlay).toMatchObject({ kind: 'compare', a: 'a', b: 'b' })
})

test('nothing to open', async () => {
  const app = createTestApp()
  await app.press('enter')
  expect([app.ui.detail.open, app.ui.note?.text]).toEqual([false, 'nothing is selected'])
})

test('tab without a name says which there are', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.run('tab')
  expect(app.ui.note?.text).toMatch(/^Expected a tab of this exchange, got nothing\. It has request, response,/)
})
