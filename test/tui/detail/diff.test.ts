import { expect, test, vi } from 'vitest'
import type { Patch } from '../../../src/model/hop.ts'
import { countChanges, diffTab } from '../../../src/tui/detail/diff.ts'
import type { TabView } from '../../../src/tui/detail/tab.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange, buildRequestHead, buildResponseHead, type ExchangeFacts } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

const drop = (name: string, cause: Patch['cause']): Patch => ({ op: 'remove', index: 0, name, before: 'x', cause })
const recase = (name: string): Patch => ({ op: 'rename', index: 0, name, before: 'Host', cause: 'h1-h2' })

const changed = buildExchange({
  legs: [
    { request: buildRequestHead({ fields: ['Connection', 'x', 'Host', 'a'] }) },
    { response: buildResponseHead({ fields: ['Server', 'x'] }) },
  ],
  hops: [{ request: [drop('Connection', 'hop-by-hop'), recase('host')], response: [drop('Server', 'rule anonymous')] }],
})

const shown = (facts: ExchangeFacts | undefined, view: TabView) =>
  diffTab
    .page(facts === undefined ? changed : buildExchange(facts), view)
    .lines.map((line) => plainLine(line).trimEnd())

test('its title counts what recipients may care about', () => {
  expect(countChanges(changed)).toBe(2)
  expect(diffTab.title(changed)).toBe('Diff 2')
  expect(diffTab.title(buildExchange())).toBe('Diff')
})

test('narrow: one hop below the other', () => {
  expect(shown(undefined, tabView({ width: 78 }))).toEqual([
    '2 changes                                          { } context  o changes only',
    '── request  client → middlebox → origin ──────────────────────────────────────',
    '- Connection: x                                    hop-by-hop, RFC 9110 §7.6.1',
    '≈ Host → host: a                                       HTTP/1 ↔ 2, RFC 9113 §8',
    '  0 headers unchanged · 1 re-cased · order kept',
    '── response  origin → middlebox → client ─────────────────────────────────────',
    '- Server: x                                                     rule anonymous',
    '  0 headers unchanged · order kept',
  ])
})

test('wide: beside each other', () => {
  const lines = shown(undefined, tabView({ width: 120 }))
  expect(lines).toContainEqual(expect.stringMatching(/^client → middlebox {2,}middlebox → origin$/))
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {2}Connection {2,}x {2,}- dropped {2,}hop-by-hop, RFC 9110 §7\.6\.1$/),
  )
})

test('keys: changes only, context; legs are left to the shell where there are two', () => {
  const view = tabView({ width: 78 })
  expect(diffTab.key!(changed, view, 'o')).toBe(true)
  expect(shown(undefined, view).join('\n')).not.toContain('≈')
  expect(diffTab.key!(changed, view, '}')).toBe(true)
  expect(shown(undefined, view).join('\n')).toContain('≈')
  expect(diffTab.key!(changed, view, ']')).toBe(false)
  expect(diffTab.key!(changed, view, 'x')).toBe(false)
})

const three: ExchangeFacts = {
  profiles: ['squid'],
  legs: [...changed.legs.slice(0, 1), {}, ...changed.legs.slice(1)],
  hops: [changed.hops[0]!, { request: [], response: [] }],
}

test('of three legs the window shows two, and goes on', () => {
  const view = tabView({ width: 120 })
  expect(shown(three, view)[2]).toMatch(/^client → squid +squid → middlebox$/)
  expect(diffTab.key!(buildExchange(three), view, ']')).toBe(true)
  expect(shown(three, view)[2]).toMatch(/^squid → middlebox +middlebox → origin$/)
  expect(diffTab.key!(buildExchange(three), view, ']')).toBe(true)
  expect(diffTab.key!(buildExchange(three), view, '[')).toBe(true)
  expect(shown(three, view)[2]).toMatch(/^client → squid /)
})

test('inline it goes from hop to hop', () => {
  const view = tabView({ width: 78 })
  const exchange = buildExchange(three)
  expect(diffTab.key!(exchange, view, ']')).toBe(1)
  expect(diffTab.key!(exchange, { ...view, from: 1 }, ']')).toBe(5)
  expect(diffTab.key!(exchange, { ...view, from: 5 }, '[')).toBe(1)
})

test('what there is nothing to compare for', () => {
  const own = { legs: [{ request: buildRequestHead(), response: buildResponseHead() }], hops: [] }
  expect(shown(own, tabView({ width: 78 })).slice(1)).toEqual([
    'The request was not sent on.',
    'The answer was made here: nothing came from an origin.',
  ])
  expect(shown({ status: null, endedAt: undefined as never }, tabView()).at(-1)).toBe('There is no answer yet.')
})

test('searching', () => {
  expect(diffTab.find!(changed, tabView({ width: 78, search: /anonymous/gi }), 0, false)).toBe(6)
  expect(diffTab.find!(changed, tabView(), 0, false)).toBeUndefined()
})

test('a body that was changed counts as one, where there are two legs of it', () => {
  const changedBodies = { request: { causes: ['edit'] }, response: { causes: ['rule r'] } } as const
  expect(countChanges({ ...changed, changedBodies })).toBe(4)
  const own = { legs: [{ request: buildRequestHead(), response: buildResponseHead() }], hops: [] }
  const mocked = buildExchange({ ...own, changedBodies })
  expect(countChanges(mocked)).toBe(0)
  expect(shown({ ...own, changedBodies }, tabView({ width: 78 })).join()).not.toContain('body')
})

test('a body stands under the heads of its own direction', async () => {
  const body = (text: string) => ({ size: text.length, kept: text.length, chunks: [Buffer.from(text)] })
  const facts: ExchangeFacts = {
    ...changed,
    requestBody: body('a'),
    changedBodies: { request: { causes: ['edit'], upstream: body('b') } },
  }
  const view = tabView({ width: 78 })
  await vi.waitFor(() => expect(shown(facts, view)).not.toContain('    comparing …'))
  const lines = shown(facts, view)
  expect(lines.slice(5, 9)).toEqual([
    '~ body: 1 B → 1 B                                               edited by hand',
    '    - a',
    '    + b',
    '── response  origin → middlebox → client ─────────────────────────────────────',
  ])
})
