import { expect, test } from 'vitest'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test('a mark, and no mark', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('m')
  app.feed({ type: 'mark', id: 'a', at: 0, marked: 'marked' })
  await app.press('m')
  await app.run('mark star')
  expect(app.ran).toEqual([
    'mark {"exchange":"a"}',
    'mark {"as":"off","exchange":"a"}',
    'mark {"as":"star","exchange":"a"}',
  ])
})

test('a comment is typed over what was there', async () => {
  const app = createTestApp({ events: [...exchangeEvents('a'), { type: 'mark', id: 'a', at: 0, comment: 'why' }] })
  await app.press(';', '?', 'enter')
  expect(app.ran).toEqual(['comment {"text":"why?","exchange":"a"}'])
})

test('nothing to remark on', async () => {
  const app = createTestApp()
  await app.press('m')
  expect(app.ui.note?.text).toContain('nothing is selected')
  await app.press(';')
  expect(app.ui.prompt).toBeUndefined()
})
