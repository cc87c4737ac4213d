import { expect, test } from 'vitest'
import { initialUi, type Ui } from '../../../src/tui/state/ui.ts'
import { contextOf, selectedRow } from '../../../src/tui/views/scene.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const ui = initialUi({ columns: 80, rows: 24 }, 'dark')
const nothing = { text: '', at: 0 }

test.each<[Partial<Ui>, string]>([
  [{}, 'list'],
  [{ focus: 'detail' }, 'list'],
  [{ focus: 'detail', detail: { ...ui.detail, open: true } }, 'detail'],
  [{ overlay: { kind: 'rules', index: 0 } }, 'rules'],
  [{ overlay: { kind: 'paused', index: 0 } }, 'paused'],
  [{ overlay: { kind: 'menu', title: '', choices: [], index: 0 } }, 'menu'],
  [{ overlay: { kind: 'fault', index: 0, field: 0, values: {}, typed: nothing } }, 'fault'],
  [{ overlay: { kind: 'fault', index: 0, field: 1, values: {}, typed: nothing } }, 'field'],
  [{ overlay: { kind: 'log', from: 0 } }, 'view'],
])('%j: %s', (change, context) => {
  expect(contextOf({ ...ui, ...change })).toBe(context)
})

test('what is read is selected, though the list may have let go of it', async () => {
  const app = createTestApp({ events: [...exchangeEvents('a'), ...exchangeEvents('b')], maxExchanges: 2 })
  expect(selectedRow(app.scene())?.id).toBe('b')
  await app.press('g', 'enter')
  app.feed(...exchangeEvents('c'))
  expect(selectedRow(app.scene())?.id).toBe('a')
})
