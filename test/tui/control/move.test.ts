import { describe, expect, test } from 'vitest'
import { moved } from '../../../src/tui/control/move.ts'
import { bodyOf, endEvent, exchangeEvents, messageEvent, requestEvent, responseEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test.each([
  ['down', 3, 4],
  ['up', 0, 0],
  ['page-down', 3, 9],
  ['page-up', 8, 0],
  ['first', 5, 0],
  ['last', 5, 9],
] as const)('%s from %i: %i', (how, from, to) => {
  expect(moved(from, how, 10, 8)).toBe(to)
})

test('in an empty list there is nowhere to go', () => {
  expect(moved(0, 'down', 0, 8)).toBe(0)
})

test('the list moves by rows and pages', async () => {
  const app = createTestApp({ events: Array.from({ length: 60 }, (_, i) => exchangeEvents(`x${i}`)).flat(), rows: 24 })
  await app.press('g', 'j', 'j')
  expect([app.selectedRow()?.id, app.ui.top]).toEqual(['x2', 0])
  await app.press('space')
  expect([app.selectedRow()?.id, app.ui.top]).toEqual(['x22', 3])
  await app.press('G')
  expect([app.selectedRow()?.id, app.ui.top, app.ui.follow]).toEqual(['x59', 40, true])
})

describe('the detail', () => {
  const long = Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n')
  const events = [requestEvent('a'), responseEvent('a'), endEvent('a', { responseBody: bodyOf(long) })]

  test('scrolls to its end and no further', async () => {
    const app = createTestApp({ events })
    await app.press('enter', ']', 'G')
    expect(app.screen()).toContain('line 99')
    const { from } = app.ui.detail
    await app.press('j', 'ctrl-f')
    expect(app.ui.detail.from).toBe(from)
    await app.press('g')
    expect(app.ui.detail.from).toBe(0)
  })
})

test('scrolling away from a list that follows its end begins where that stands', async () => {
  const messages = Array.from({ length: 60 }, (_, i) => messageEvent('a', `${i}`))
  const app = createTestApp({ events: [requestEvent('a', { kind: 'websocket' }), ...messages] })
  await app.press('enter')
  await app.run('tab messages')
  await app.press('ctrl-b')
  expect(app.ui.detail.from).toBe(61 - 2 * 19)
})

test('panels scroll, menus choose', async () => {
  const app = createTestApp({ rows: 12 })
  await app.press('?', 'G')
  expect(app.screen()).toContain('In filters')
  await app.press('esc', 'o', 'j', 'j', 'enter')
  expect(app.ui.sort.column).toBe('status')
  await app.press('!', 'G')
  expect(app.ui.overlay).toMatchObject({ kind: 'fault', index: 3 })
})

test('the end of help is its last page, not its last line alone', async () => {
  const app = createTestApp()
  await app.press('?', 'G')
  const rows = app.screen().split('\n')
  expect(rows.at(-2)).toContain('In filters')
  expect(rows.slice(4, -2).join('')).not.toBe('')
})

test('the end of what a filter leaves is not followed by itself, and what was read keeps the cursor', async () => {
  const app = createTestApp({ events: ['a', 'b', 'c'].flatMap((id) => exchangeEvents(id)) })
  await app.press('g')
  app.feed({ type: 'mark', id: 'b', at: 0, marked: 'marked' })
  await app.press('M', 'enter', 'space', 'q', 'M')
  expect([app.selectedRow()?.id, app.ui.follow]).toEqual(['b', false])
  await app.press('M', 'G')
  expect(app.ui.follow).toBe(true)
})
