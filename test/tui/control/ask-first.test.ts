import { expect, test } from 'vitest'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const two = [...exchangeEvents('a'), ...exchangeEvents('b')]
const isFile = async (path: string) => path === 'there.har'

test('the history goes only after a yes', async () => {
  const app = createTestApp({ events: two })
  await app.press('z')
  expect([app.ran, app.ui.overlay?.kind]).toEqual([[], 'confirm'])
  expect(app.screen()).toContain('All 2 are forgotten, for good. Forget them? y yes  n no')
  await app.press('n')
  expect([app.ran, app.ui.overlay]).toEqual([[], undefined])
  await app.press('z', 'y')
  expect([app.ran, app.ui.overlay]).toEqual([['clear {}'], undefined])
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
  expect(app.screen()).toMatch(/Replace\n? it\?\s+y yes {2}n no$/)
})

test('the question is about its own line', async () => {
  const app = createTestApp({ events: two, source: { isFile } })
  await app.press('z')
  await app.run('save-har there.har')
  expect([app.ran, app.ui.overlay]).toMatchObject([[], { kind: 'confirm', line: 'save-har there.har' }])
})
