import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { messageTab } from '../../../src/tui/detail/message-tab.ts'
import type { TabView } from '../../../src/tui/detail/tab.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildBody, buildExchange } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

const exchange = buildExchange()
const body = { ...buildBody('{"a":{"deep":1},"b":2}'), trailers: ['X-Sum', '42'] }
const fields = ['content-type', 'application/json']
const tab = messageTab('x', 'X', () => ({
  head: [[['GET /']], [['Host: a']]],
  body: { body, fields, path: '/' },
  running: false,
}))

async function opened(change: Partial<TabView> = {}): Promise<TabView> {
  const view = tabView(change)
  tab.page(exchange, view)
  await setImmediate()
  return view
}

const shown = (view: TabView) => tab.page(exchange, view).lines.map(plainLine)

const all = [
  'GET /',
  'Host: a',
  '',
  expect.stringMatching(/^── JSON {2}22 B {2}v view ─+$/),
  '{',
  '  "a": {',
  '    "deep": 1',
  '  },',
  '  "b": 2',
  '}',
  '',
  expect.stringMatching(/^── Trailers ─+$/),
  'X-Sum: 42',
]

test('head, body and trailers are one page', async () => {
  expect(shown(tabView())[3]).toMatch(/opening/)
  expect(shown(await opened())).toEqual(all)
  const view = await opened({ from: 2, height: 9 })
  expect(shown(view)).toEqual(all.slice(2, 11))
  expect(tab.page(exchange, view).count).toBe(13)
  expect(shown({ ...view, from: 11 })).toEqual(all.slice(11))
})

test('a row is folded under the cursor, and unfolded', async () => {
  const view = await opened()
  for (let i = 0; i < 5; i++) tab.key!(exchange, view, 'j')
  expect(tab.page(exchange, view).selected).toBe(5)
  expect(tab.key!(exchange, view, 'enter')).toBe(true)
  expect(shown(view)).toHaveLength(11)
  expect(tab.key!(exchange, view, 'enter')).toBe(true)
  expect(shown(view)).toEqual(all)
})

test('the cursor goes to the first and the last line, though the window stays', async () => {
  const view = await opened()
  for (const [key, line] of [
    ['j', 1],
    ['G', 12],
    ['g', 0],
    ['end', 12],
    ['home', 0],
  ] as const) {
    expect([key, tab.key!(exchange, view, key), tab.page(exchange, view).selected]).toEqual([key, 0, line])
  }
})

test('keys that are not its own: space, also in a tree, and what it does not know', async () => {
  const view = await opened()
  for (let i = 0; i < 5; i++) tab.key!(exchange, view, 'j')
  expect(tab.key!(exchange, view, 'space')).toBe(false)
  expect(tab.key!(exchange, view, 'x')).toBe(false)
})

test('another view of the body', async () => {
  const view = await opened()
  tab.page(exchange, view)
  expect(tab.key!(exchange, view, 'v')).toBe(true)
  await setImmediate()
  expect(shown(view)[3]).not.toMatch(/JSON/)
})

test('search goes through all of it, in both directions, and marks what it finds', async () => {
  const view = { ...(await opened()), search: /(host|deep|42)/gi }
  const next = (from: number, back = false) => tab.find!(exchange, view, from, back)
  expect([next(0), next(2), next(7)]).toEqual([1, 6, 12])
  expect([next(12, true), next(11, true), next(5, true), next(0, true)]).toEqual([12, 6, 1, undefined])
  expect(tab.page(exchange, view).lines[6]).toContainEqual(['deep', 'match'])
  expect(tab.find!(exchange, { ...view, search: undefined }, 0, false)).toBeUndefined()
})
