import { expect, test } from 'vitest'
import { statusRow } from '../../../src/tui/views/status.ts'
import { exchangeEvents } from '../../support/events.ts'
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
  expect(last(createTestApp({ columns, paused }))).toMatch(/‖ 1 paused$/)
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
  expect(rows.slice(-2).join(' ')).toContain('Expected a known atom, got ~qq at column 1')
})

test('what was said goes with the next key', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  app.say('hello \x1b[2J', 'warning')
  expect(last(app)).toBe(' hello')
  await app.press('k')
  expect(last(app)).toContain('? help')
})
