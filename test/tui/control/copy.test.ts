import { expect, test } from 'vitest'
import { exchangeEvents, tunnelEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test('the URL, through the terminal and a program where there is one', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('y')
  expect(app.asked).toEqual(['clipboard http://api.test/users'])
  expect(app.ui.note?.text).toBe('copied: url (by the terminal, where it allows that)')
  const here = createTestApp({ events: exchangeEvents('a'), source: { copy: async () => true } })
  await here.press('y')
  expect(here.ui.note?.text).toBe('copied: url')
})

test('the menu has the forms there are', async () => {
  const forms = [{ name: 'curl', summary: 'a line', write: () => ({ text: 'curl …', notes: ['cut'] }) }]
  const app = createTestApp({ events: exchangeEvents('a'), source: { forms } })
  await app.press('x')
  expect(app.ui.overlay).toMatchObject({ kind: 'menu', choices: [{ label: 'curl', line: 'copy curl' }] })
  await app.press('enter')
  expect(app.asked).toEqual(['clipboard curl …'])
  expect(app.ui.note?.text).toMatch(/^copied: curl; cut /)
  await app.run('copy crl')
  expect(app.ui.note?.text).toContain('Did you mean curl?')
})

test('a tunnel cannot be copied', async () => {
  const app = createTestApp({ events: [tunnelEvent('tunnel-opened')] })
  await app.press('y')
  expect([app.asked, app.ui.note?.text]).toEqual([[], 'nothing is selected that can be copied'])
})

test('a form that has nothing to say', async () => {
  const app = createTestApp({
    events: exchangeEvents('a'),
    source: { forms: [{ name: 'response', summary: '', write: () => undefined }] },
  })
  await app.run('copy response')
  expect([app.asked, app.ui.note?.text]).toEqual([[], 'this exchange has no response'])
})
