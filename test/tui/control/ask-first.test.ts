import { expect, test } from 'vitest'
import { pressMouse } from '../../../src/tui/control/mouse.ts'
import { exchangeEvents, requestEvent, tlsErrorEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const two = [...exchangeEvents('a'), ...exchangeEvents('b')]
const isFile = async (path: string) => path === 'there.har'

test('the history goes only after a yes', async () => {
  const app = createTestApp({ events: two })
  await app.press('z')
  expect([app.ran, app.ui.overlay?.kind]).toEqual([[], 'confirm'])
  expect(app.screen()).toContain('Forget the 2 exchanges that have ended, for good? n no  y yes')
  await app.press('n')
  expect([app.ran, app.ui.overlay]).toEqual([[], undefined])
  await app.press('z', 'y')
  expect([app.ran, app.ui.overlay]).toEqual([['delete {"exchanges":"a,b"}'], undefined])
})

test('one exchange is no history', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('z')
  expect(app.ran).toEqual(['clear {}'])
})

test('a file that is there is replaced only after a yes', async () => {
  const app = createTestApp({ events: two, source: { isFile } })
  await app.press('w', ...'there.har', 'enter')
  expect(app.ran).toEqual([])
  expect(app.screen()).toContain('There is a file there.har already. Replace it?')
  await app.press('esc')
  expect(app.ran).toEqual([])
  await app.press('w', ...'there.har', 'enter', 'y')
  expect(app.ran).toEqual(['save-har {"file":"there.har"}'])
  await app.press('w', ...'new.har', 'enter')
  expect(app.ran[1]).toBe('save-har {"file":"new.har"}')
})

test('a long question is asked to its end', async () => {
  const file = `/home/somebody/${'folder/'.repeat(12)}there.har`
  const app = createTestApp({ events: two, source: { isFile: async () => true } })
  await app.run(`save-har ${file}`)
  expect(app.screen()).toMatch(/Replace\n? it\?\s+n no {2}y yes$/)
})

test('the question is about its own line', async () => {
  const app = createTestApp({ events: two, source: { isFile } })
  await app.press('z')
  await app.run('save-har there.har')
  expect([app.ran, app.ui.overlay]).toMatchObject([[], { kind: 'confirm', line: 'save-har there.har' }])
})

test('what was asked about goes, and nothing that ended meanwhile', async () => {
  const failure = tlsErrorEvent()
  const app = createTestApp({ events: [...two, requestEvent('runs'), failure] })
  await app.press('z')
  expect(app.screen()).toContain('Forget the 3 exchanges that have ended, for good?')
  app.feed(...exchangeEvents('c'))
  app.source.store.apply({ type: 'forgotten', at: 0, ids: ['a'] })
  await app.press('y')
  expect(app.ran).toEqual([`delete {"exchanges":"b,${idOf(failure)}"}`])
  expect(app.ui.note?.text).toBe('2 exchanges forgotten')
})

test('a question leaves the list and the detail in sight', async () => {
  const app = createTestApp({ events: two, columns: 200, rows: 40 })
  await app.press('g', 'enter', 'tab')
  const before = app.screen().split('\n')
  await app.press('z')
  const asked = app.screen().split('\n')
  expect(asked.slice(0, -1)).toEqual(before.slice(0, -1))
  expect(asked.join().match(/for good/g)).toHaveLength(1)
  pressMouse(app, { kind: 'click', x: 99, y: 3 })
  expect([app.ui.overlay?.kind, app.ui.detail.tab]).toEqual(['confirm', 0])
})

test('on a small screen it is asked to its end', async () => {
  const app = createTestApp({ events: two, columns: 30, rows: 8 })
  await app.press('z')
  const words = app.screen().replace(/\s+/g, ' ')
  expect(words).toMatch(/Forget the 2 exchanges that have ended, for good\? n no y yes$/)
})

test('ctrl-c is a no, and says so', async () => {
  const app = createTestApp({ events: two })
  await app.press('z', 'ctrl-c')
  expect([app.ran, app.asked, app.ui.overlay, app.ui.note?.text]).toEqual([[], [], undefined, 'answered no'])
})

function idOf(event: ReturnType<typeof tlsErrorEvent>): string {
  return event.type === 'tls-error' ? event.error.id : ''
}
