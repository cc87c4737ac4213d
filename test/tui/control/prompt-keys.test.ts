import { describe, expect, test } from 'vitest'
import { exchangeEvents, endEvent, requestEvent, responseEvent, responseHead } from '../../support/events.ts'
import { paste } from '../../../src/tui/control/keys.ts'
import { createTestApp, type TestApp } from '../../support/tui.ts'

const events = [
  ...exchangeEvents('a'),
  requestEvent('b'),
  responseEvent('b', { head: responseHead({ status: 500 }) }),
  endEvent('b'),
]
const type = (app: TestApp, text: string) => app.press(...[...text].map((char) => (char === ' ' ? 'space' : char)))
const ids = (app: TestApp) => app.list.rows.map(({ id }) => id).join('')

describe('a filter', () => {
  test('counts while it is typed, and the last good one while it is wrong', async () => {
    const app = createTestApp({ events })
    await app.press('/')
    await type(app, '~c 5')
    expect([ids(app), app.ui.prompt?.problem]).toEqual(['', undefined])
    await type(app, '00')
    expect(ids(app)).toBe('b')
    await type(app, ' ~zz')
    expect(ids(app)).toBe('b')
    expect(app.ui.prompt?.problem).toEqual({
      message: expect.stringMatching(/^Expected a known atom, got ~zz at column 8/),
      column: 7,
    })
    await app.press('enter')
    expect(app.ui.prompt).toBeDefined()
    await app.press('ctrl-w', 'enter')
    expect([app.ui.prompt, app.ui.filter]).toEqual([undefined, '~c 500 '])
  })

  test('esc takes back what it was before', async () => {
    const app = createTestApp({ events })
    app.setFilter('~c 200')
    await app.press('/', 'ctrl-u')
    await type(app, '~c 500')
    expect(ids(app)).toBe('b')
    await app.press('esc')
    expect([ids(app), app.ui.filter]).toEqual(['a', '~c 200'])
  })

  test.each(['', '~c 200'])('enter on one that cannot be read leaves the list as it was: %j', async (before) => {
    const app = createTestApp({ events })
    if (before !== '') app.setFilter(before)
    const shown = ids(app)
    await app.press('/', 'ctrl-u')
    // What it begins with is a filter of its own, which nobody meant.
    await type(app, '~attempts')
    await app.press('enter')
    expect([ids(app), app.ui.filter]).toEqual([shown, before])
    expect(app.ui.prompt).toMatchObject({ typed: { text: '~attempts' }, problem: { column: 0 } })
    await app.press('esc')
    expect([ids(app), app.ui.filter, app.ui.prompt]).toEqual([shown, before, undefined])
  })

  test('backspace in an empty one leaves it', async () => {
    const app = createTestApp({ events })
    await app.press('/', 'backspace')
    expect(app.ui.prompt).toBeUndefined()
  })
})

describe('a command', () => {
  test('is completed as far as all agree, then whole', async () => {
    const app = createTestApp({ events })
    await app.press(':', 'r', 'u', 'tab')
    expect(app.ui.prompt?.typed.text).toBe('rule')
    await type(app, '-u')
    await app.press('tab')
    expect(app.ui.prompt?.typed.text).toBe('rule-undo ')
    await app.press('enter')
    expect(app.ran).toEqual(['rule-undo {}'])
  })

  test('says what it takes and does', async () => {
    const app = createTestApp()
    await app.press(':')
    await type(app, 'replay')
    expect(app.ui.prompt?.meaning).toBe('exchange  sends the request of an exchange again')
  })

  test('is remembered: up and down', async () => {
    const app = createTestApp()
    for (const line of ['log', 'rules']) {
      await app.press(':')
      await type(app, line)
      await app.press('enter', 'esc')
    }
    await app.press(':', 'up')
    expect(app.ui.prompt?.typed.text).toBe('rules')
    await app.press('up', 'up')
    expect(app.ui.prompt?.typed.text).toBe('log')
    await app.press('down', 'down')
    expect(app.ui.prompt?.typed.text).toBe('')
  })
})

test('a breakpoint must be a filter', async () => {
  const app = createTestApp()
  await app.press('i')
  await type(app, '~zz')
  await app.press('enter')
  expect([app.ran, app.ui.prompt?.problem?.column]).toEqual([[], 0])
  await app.press('ctrl-u')
  await type(app, '~m POST')
  await app.press('enter')
  expect(app.ran).toEqual(['intercept {"filter":"~m POST"}'])
})

test('a search is marked while it is typed, and taken back by esc', async () => {
  const app = createTestApp({ events })
  await app.press('g', 'enter', '/')
  await type(app, 'host')
  expect(app.ui.detail.search).toBe('host')
  await app.press('esc')
  expect(app.ui.detail.search).toBe('')
})

test('a paste goes where is typed, and nowhere else', async () => {
  const app = createTestApp({ events })
  paste(app, 'Q')
  expect(app.asked).toEqual([])
  await app.press('/')
  paste(app, '~c\n500')
  expect([app.ui.prompt?.typed.text, ids(app)]).toEqual(['~c 500', 'b'])
})

test('lines of earlier sessions are recalled, and new ones kept but for secrets', async () => {
  const written: string[] = []
  const history = { path: '', read: async () => undefined, write: async (text: string) => void written.push(text) }
  const app = createTestApp({ events, source: { history }, history: { filter: ['~d old'] } })
  await app.press('/', 'up')
  expect(app.ui.prompt?.typed.text).toBe('~d old')
  await app.press('ctrl-u')
  await type(app, '~c 500')
  await app.press('enter', '/', 'ctrl-u')
  await type(app, '~hq token')
  await app.press('enter')
  expect(written.map((text) => JSON.parse(text))).toEqual([{ filter: ['~d old', '~c 500'] }])
})

test('a search that is no expression says so', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('enter', '/', ...'a(b')
  expect(app.ui.prompt?.meaning).toBe('as it stands: ( without )')
  await app.press('backspace', 'backspace')
  expect(app.ui.prompt?.meaning).toBe('')
})
