import { describe, expect, test, vi } from 'vitest'
import { stripVTControlCharacters } from 'node:util'
import { widthOf } from '../../../src/kit/width.ts'
import { healthEvents, tlsErrorEvent } from '../../support/events.ts'
import { type Given, createTestApp } from '../../support/tui.ts'
import { traffic } from '../frames/traffic.ts'

// The rows show the time of day where the user is.
process.env.TZ = 'UTC'

const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const

const rule = {
  definition: {
    name: 'payments are slow',
    match: '~d pay',
    enabled: true,
    chance: 0.3,
    do: [{ action: 'fault', attributes: {} }],
  },
  explanation: 'When the host matches /pay/ (in 30 % of cases): delay every chunk by 800 ms.',
  matched: 12,
  acted: 4,
}
const off = {
  ...rule,
  definition: { ...rule.definition, name: 'mock', enabled: false },
  explanation: '[off] For every request: answer 200.',
}

const advice = {
  command: 'middlebox',
  env: 'eval "$(MIDDLEBOX_HOME=/srv/state/middlebox middlebox ca env)"',
  trust: 'MIDDLEBOX_HOME=/srv/state/middlebox middlebox ca trust',
}

const reverse = (port: number, site: number) =>
  ({ mode: 'reverse', site, url: `http://127.0.0.1:${port}`, port, ca: '/home/me/ca.pem', seed: '8f3a21aa' }) as const
const absent = () => [
  {
    message: 'nothing listens on localhost:3999 yet, where / leads',
    advice: 'Start the server on port 3999, or lead here what does listen (2024, 5173): middlebox reverse 5173',
  },
]

const subjects = () => [
  { route: '/', upstream: 'http://10.0.0.1:3001', checked: true },
  { route: '/', upstream: 'http://10.0.0.1:3003', checked: true },
  { route: '/pay', upstream: 'http://10.0.0.1:4000', checked: false },
]

/** What is shown, and the keys that lead there. */
const scenes: readonly (readonly [string, Given, readonly string[]])[] = [
  ['first-run', {}, []],
  ['first-run-reverse', { source: { listening: reverse(8000, 0), others: [reverse(8001, 1)], absent } }, []],
  ['list', { events: traffic }, []],
  ['detail', { events: traffic }, ['g', 'enter', ']']],
  ['filter-wrong', { events: traffic }, ['/', '~', 'c', 'space', 'q']],
  ['help', { events: traffic }, ['?']],
  ['rules', { rules: [rule, off] }, ['#']],
  ['fault-form', { events: traffic }, ['g', '!', 'j', 'tab', 'tab', 'tab', '8']],
  ['health', { events: [...traffic, ...healthEvents], source: { subjects } }, ['H']],
  ['compare', { events: traffic }, ['g', 't', 'j', 't']],
  ['refused', { events: [tlsErrorEvent({ serverName: 'checkout.api.shop.test' })], source: { advice } }, []],
  ['order', { events: traffic }, ['o']],
  ['forget', { events: traffic }, ['z']],
]

describe.each(sizes)('%i × %i', (columns, rows) => {
  test.each(scenes)('%s', async (name, given, keys) => {
    const app = createTestApp({ ...given, columns, rows })
    app.clock.advance(2000)
    await app.press(...keys)
    // Bodies are opened and compared between two frames.
    await vi.waitFor(() => expect(app.screen()).not.toMatch(/opening …|comparing …/))
    const frame = app.frame()
    expect(frame.rows.length).toBe(rows)
    for (const row of frame.rows) expect(widthOf(stripVTControlCharacters(row))).toBeLessThanOrEqual(columns)
    await expect(`${app.screen()}\n`).toMatchFileSnapshot(`../frames/${name}-${columns}x${rows}.txt`)
  })
})

test('too small a terminal gets what fits', async () => {
  const app = createTestApp({ events: traffic, columns: 20, rows: 4 })
  expect(app.frame().rows.length).toBe(4)
  await app.press('enter')
  expect(app.frame().rows.length).toBe(4)
})

test('nothing of the wire reaches the terminal as a control sequence', async () => {
  const evil = '\x1b]0;owned\x07\x1b[2J'
  const [request, ...rest] = traffic
  const head = { ...(request as Extract<typeof request, { type: 'request' }>), url: `http://a.test/${evil}`, id: 'a' }
  const app = createTestApp({ events: [head, ...rest], columns: 120, rows: 40 })
  await app.press('g', 'enter')
  expect(app.frame().rows.join('')).not.toMatch(/\x1b(?!\[[\d;]*m|\[\d+G)/)
})

test('nothing marked is not the first run', async () => {
  const app = createTestApp({ events: traffic })
  await app.press('M')
  expect(app.screen()).toContain('nothing is marked')
  expect(app.screen()).not.toContain('Try it')
})

test('a remark that is longer than the row stands above it in full, and in the log', async () => {
  const app = createTestApp({ events: traffic, columns: 60 })
  app.complain(new Error(`Expected ${'something '.repeat(12)}with an end`))
  expect(app.screen()).toMatch(/with an end$/)
  await app.press('E')
  expect(app.screen()).toMatch(/screen Expected something/)
  expect(app.screen()).toMatch(/with an end\n/)
})
