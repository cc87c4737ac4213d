import { expect, test } from 'vitest'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp, createTestSource, type Given } from '../../support/tui.ts'

const text = { kind: 'text', summary: 'a word' } as const

function bench(given: Given = {}) {
  const ran: string[] = []
  const { source } = createTestSource()
  const group = 'exchanges' as const
  const list = [
    { name: 'save-har', summary: 'saves', group, options: { file: text, filter: { ...text, default: '' } } },
    { name: 'save-body', summary: 'saves a body', group, options: { exchange: text, file: text } },
    { name: 'load-har', summary: 'loads', group, options: { file: text } },
  ]
  const run = async (name: string, given: object) => void ran.push(`${name} ${JSON.stringify(given)}`)
  const app = createTestApp({
    events: exchangeEvents('a'),
    source: { commands: { ...source.commands, list, run } },
    ...given,
  })
  return Object.assign(app, { ran })
}

test.each([
  ['', false, ':save-har '],
  ['~d api', false, ':save-har filter="~d api" '],
  ['~b "a b"', true, ':save-har filter="(~b \\"a b\\") & ~marked" '],
  ['', true, ':save-har filter="~marked" '],
])('what is shown with %j, marked only %s, is asked for with %s', async (filter, marked, asked) => {
  const app = bench()
  if (marked) await app.run('marked-only')
  await app.run(`filter ${filter}`)
  if (filter === '') await app.press('esc')
  await app.press('w')
  const { prompt } = app.ui
  expect(`${prompt?.label}${prompt?.typed.text}`).toBe(asked)
})

test('what is typed behind it is the file', async () => {
  const app = bench()
  await app.run('filter ~d "a b"')
  await app.press('w', ...'out.har', 'enter')
  expect(app.ran).toEqual(['save-har {"filter":"~d \\"a b\\"","file":"out.har"}'])
  await app.press('L', ...'in.har', 'enter')
  expect(app.ran[1]).toBe('load-har {"file":"in.har"}')
})

test('no name is asked for what is no longer kept', async () => {
  const app = bench({ maxExchanges: 1 })
  await app.press('enter', 'b')
  expect(app.ui.prompt?.typed.text).toBe('save-body ')
  await app.press('esc')
  app.feed(...exchangeEvents('b'))
  await app.press('b')
  expect([app.ui.prompt, app.ui.note?.style]).toEqual([undefined, 'serverError'])
})
