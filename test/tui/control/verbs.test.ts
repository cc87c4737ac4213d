import { describe, expect, test } from 'vitest'
import { exchangeEvents, healthEvents } from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

const two = [...exchangeEvents('a'), ...exchangeEvents('b')]

async function after(line: string, given: Given = {}) {
  const app = createTestApp({ events: two, ...given })
  await app.run(line)
  return app
}

test.each([
  ['follow', { follow: false }],
  ['order host', { sort: { column: 'host', descending: false } }],
  ['order size', { sort: { column: 'size', descending: true } }],
  ['reverse', { sort: { column: 'time', descending: true } }],
  ['layout', { layout: 'below' }],
  ['layout full', { layout: 'full' }],
  ['theme', { theme: 'light' }],
  ['theme plain', { theme: 'plain' }],
  ['filter ~c 200', { filter: '~c 200' }],
  ['focus', { focus: 'detail' }],
] as const)('%s', async (line, change) => {
  expect((await after(line)).ui).toMatchObject(change)
})

test.each([
  ['filter', 'filter'],
  ['search', 'search'],
  ['intercept', 'intercept'],
  ['command', 'command'],
])('%s without more opens its prompt', async (line, kind) => {
  expect((await after(line)).ui.prompt?.kind).toBe(kind)
})

test.each([
  ['move sideways', 'Expected a direction'],
  ['order by', 'Expected a column'],
  ['theme pink', 'Expected a theme'],
  ['filter ~zz', 'Expected a known atom'],
  ['filtr', 'Did you mean filter?'],
])('%s is answered with what was expected', async (line, text) => {
  expect((await after(line)).ui.note).toMatchObject({ text: expect.stringContaining(text), style: 'serverError' })
})

test.each([
  ['redraw', 'repaint'],
  ['stop', 'stop'],
])('%s asks the terminal', async (line, asked) => {
  expect((await after(line)).asked).toEqual([asked])
})

test('back closes what lies on top, one thing at a time', async () => {
  const app = await after('filter ~c 200')
  await app.press('g', 't', 'enter', '?')
  const { ui } = app
  expect([ui.overlay?.kind, ui.detail.open, ui.taken, ui.filter]).toEqual(['help', true, 'a', '~c 200'])
  const state = () => [app.ui.overlay?.kind, app.ui.detail.open, app.ui.taken, app.ui.filter]
  await app.press('esc')
  expect(state()).toEqual([undefined, true, 'a', '~c 200'])
  await app.press('q')
  expect(state()).toEqual([undefined, false, 'a', '~c 200'])
  await app.press('q')
  expect(state()).toEqual([undefined, false, undefined, '~c 200'])
  await app.press('q')
  expect(state()).toEqual([undefined, false, undefined, ''])
  await app.press('q')
  expect(app.ui.note?.text).toBe('Q quits')
})

test('only what is marked', async () => {
  const app = createTestApp({ events: two })
  app.feed({ type: 'mark', id: 'a', at: 0, marked: 'marked' })
  await app.press('M')
  expect(app.list.rows.map(({ id }) => id)).toEqual(['a'])
  await app.press('M')
  expect(app.list.rows.length).toBe(2)
})

describe('quit', () => {
  const held = {
    id: 'p1',
    exchange: 'a',
    at: 'request',
    since: 0,
    then: 'resume',
    rule: 'r',
    edited: false,
    request: { method: 'GET', url: 'http://a.test/', fields: [], body: { data: new Uint8Array(), complete: true } },
  } as const

  test('ends at once when nothing is lost', async () => {
    const app = createTestApp({})
    await app.press('Q')
    expect(app.asked).toEqual(['quit'])
    expect(app.screen()).toContain('again ends at once')
  })

  test('asks when something waits', async () => {
    const app = createTestApp({ paused: [held] })
    await app.press('Q')
    expect(app.screen()).toContain('1 paused exchange is let go. End?')
    await app.press('n')
    expect([app.ui.overlay, app.asked]).toEqual([undefined, []])
    await app.press('Q', 'y')
    expect(app.asked).toEqual(['quit'])
  })
})

test('health opens where there are upstreams, also before anything is known of them', async () => {
  const none = await after('health')
  expect([none.ui.overlay, none.ui.note?.text]).toEqual([
    undefined,
    'no upstreams to show: the routes of a reverse proxy have them',
  ])
  const subjects = () => [{ route: '/', upstream: 'http://localhost:3000', checked: false }]
  for (const given of [{ events: healthEvents }, { source: { subjects } }])
    expect((await after('health', given)).ui.overlay).toEqual({ kind: 'health', from: 0 })
})

describe('tab in the detail', () => {
  test('goes to the list where that is seen', async () => {
    const app = createTestApp({ events: exchangeEvents('a'), columns: 200, rows: 60 })
    await app.press('enter', 'tab')
    expect([app.ui.focus, app.ui.detail.tab]).toEqual(['list', 0])
  })

  test('goes to the next tab where it is not, and shift-tab to the one before', async () => {
    const app = createTestApp({ events: exchangeEvents('a') })
    await app.press('enter', 'tab', 'tab', 'shift-tab')
    expect([app.ui.focus, app.ui.detail.tab]).toEqual(['detail', 1])
    await app.press('q')
    expect(app.ui.detail.open).toBe(false)
  })
})

test('back closes what is seen: a detail behind the list does not take the key', async () => {
  const app = createTestApp({ events: exchangeEvents('a'), columns: 200, rows: 60 })
  await app.press('enter', 'tab')
  app.setFilter('~u users')
  app.dispatch({ type: 'resize', size: { columns: 80, rows: 24 } })
  await app.press('q')
  expect([app.ui.filter, app.ui.detail.open]).toEqual(['', false])
})

test('help comes over what is open, and goes again', async () => {
  const app = createTestApp({ rules: [] })
  await app.press('#', '?', 'C', 'esc')
  expect(app.ui.overlay?.kind).toBe('rules')
})
