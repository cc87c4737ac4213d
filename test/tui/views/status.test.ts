import { expect, test } from 'vitest'
import { statusRow } from '../../../src/tui/views/status.ts'
import { exchangeEvents, healthEvents, requestEvent } from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

const last = (app: ReturnType<typeof createTestApp>) => app.screen().split('\n').at(-1)!
const paused = [
  {
    id: 'p1',
    exchange: 'a',
    at: 'request',
    since: 0,
    then: 'resume',
    rule: 'r',
    edited: false,
    request: { method: 'GET', url: 'http://a.test/', fields: [], body: { data: new Uint8Array(), complete: true } },
  },
] as const

test.each([40, 60, 80, 120])('at %i columns help stays in sight', (columns) => {
  for (const given of [{}, { paused }] as Given[]) {
    const row = last(createTestApp({ columns, ...given }))
    expect(row).toContain('? help')
    expect(row.length).toBeLessThanOrEqual(columns)
  }
  expect(last(createTestApp({ columns, paused }))).toMatch(/‖ 1 paused P$/)
})

test('what is typed, what it means, and where the cursor is', async () => {
  const app = createTestApp({ columns: 100 })
  await app.press('/', ...'~m POST'.split('').map((char) => (char === ' ' ? 'space' : char)), 'left')
  expect(last(app)).toBe(' filter: ~m POST   the method matches /POST/')
  expect(statusRow(app.scene()).cursor).toBe(' filter: ~m POS'.length)
})

test('what is wrong stands above, where there is no room beside it', async () => {
  const app = createTestApp({ columns: 60 })
  await app.press('/', '~', 'q', 'q')
  const rows = app.screen().split('\n')
  expect(rows.at(-1)).toMatch(/^ filter: ~qq/)
  const above = rows.slice(-3, -1).map((row) => row.trim())
  expect(above.join(' ')).toContain('Expected a known atom, got ~qq at column 1')
})

test('a line longer than the row moves with the cursor', async () => {
  const app = createTestApp({ columns: 40 })
  await app.press(':', ...`comment ${'a'.repeat(60)}END`.split('').map((char) => (char === ' ' ? 'space' : char)))
  expect(last(app)).toMatch(/^ :….*END$/)
  expect(statusRow(app.scene()).cursor).toBe(39 - 1)
  await app.press('home')
  expect(last(app)).toMatch(/^ :comment a+…$/)
  expect(statusRow(app.scene()).cursor).toBe(2)
})

test('what was said goes with the next key', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  app.say('hello \x1b[2J', 'warning')
  expect(last(app)).toBe(' hello')
  await app.press('k')
  expect(last(app)).toContain('? help')
})

test('a long note is said to its end', () => {
  const app = createTestApp({ columns: 60, events: exchangeEvents('a') })
  app.say(`${'Expected something, got something else. '.repeat(3)}e opens it again.`, 'serverError')
  const rows = app.screen().split('\n')
  expect(rows.length).toBe(24)
  expect(
    rows
      .slice(-3)
      .map((row) => row.trim())
      .join(' '),
  ).toMatch(/^(Expected something, got something else\. ){3}e opens it again\.$/)
  app.say('word '.repeat(1000))
  expect(
    app
      .screen()
      .split('\n')
      .filter((row) => row.startsWith(' word')).length,
  ).toBe(4)
})

test('the bar of a narrow detail says how to leave it, and how to search', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('enter')
  expect(last(app)).toMatch(/\] tabs {2}\/ search {2}q back {2}: command {2}\? help$/)
})

test('the bar offers what something can be done to', async () => {
  expect(last(createTestApp({ columns: 120 }))).not.toMatch(/enter open|replay|edit|curl|compare/)
  const row = last(createTestApp({ columns: 120, events: exchangeEvents('a') }))
  expect(row).toMatch(/enter open {2}.*r replay/)
  expect(row).not.toMatch(/resume|drop/)
  const waiting = createTestApp({ events: [requestEvent('a')], paused })
  expect(last(waiting)).toMatch(/^ a resume .*‖ 1 paused P$/)
})

test.each(['?', 'C', 'E', 'H', 'T', 'o', 'x', '!', 'P', '#'])('what %s opens names its way out first', async (key) => {
  for (const columns of [30, 80]) {
    const app = createTestApp({ events: [...exchangeEvents('a'), ...healthEvents], columns })
    await app.press(key)
    expect(app.ui.overlay).toBeDefined()
    expect(last(app)).toMatch(/^ esc back( |$)/)
    expect(last(app)).not.toContain('quit')
    await app.press('esc')
    expect(app.ui.overlay).toBeUndefined()
  }
})

test('so do a field, a question, and a panel with a key of the user', async () => {
  const app = createTestApp({ events: [...exchangeEvents('a'), ...exchangeEvents('b')] })
  await app.press('!', 'tab')
  expect(last(app)).toMatch(/^ esc back {2}enter inject/)
  await app.press('esc', 'esc', 'z')
  expect(last(app)).toMatch(/ n no {2}y yes$/)
  const own = createTestApp({ settings: { keys: { back: 'B' } } })
  await own.press('?')
  expect(last(own)).toMatch(/^ B back/)
})

test('nothing is open in the list: no way back is offered', () => {
  expect(last(createTestApp({ columns: 120, events: exchangeEvents('a') }))).not.toContain('back')
})
