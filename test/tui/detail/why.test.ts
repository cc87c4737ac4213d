import { expect, test } from 'vitest'
import { whyLines, whyTab } from '../../../src/tui/detail/why.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange, startedAt, type ExchangeFacts } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

const now = startedAt + 1500
const shown = (facts: ExchangeFacts) => whyLines(buildExchange(facts), now, 70).map(plainLine)
const draw = { value: 0.31049, threshold: 0.5, key: 'GET /a #1' }

test('rules: what they did, or why not', () => {
  const lines = shown({
    rules: [
      { name: 'payments are slow', phase: 'request-head', actions: ['delay every chunk by 700 ms', 'tag it'], draw },
      { name: 'half', phase: 'response-head', actions: [], draw: { ...draw, value: 0.75 } },
    ],
  })
  expect(lines.slice(3, 10)).toEqual([
    expect.stringMatching(/^── Rules 2 ─+$/),
    '✓ payments are slow  at request head',
    '  did        delay every chunk by 700 ms',
    '  did        tag it',
    '  draw       drew 0.3105, acts below 0.5  key GET /a #1',
    '· half  at response head',
    '  did        nothing: its draw or its counts said no',
  ])
  expect(shown({ rules: [{ name: 'behind a mock', phase: 'request-head', actions: [], draw }] })).toContain(
    '  did        nothing: its turn never came',
  )
})

test.each([
  [{}, 'answered by the upstream'],
  [
    { upstream: undefined as never, url: 'http://middlebox.test/echo' },
    'answered by Middlebox itself: middlebox.test is built in',
  ],
  [{ upstream: undefined as never }, 'answered; by whom is not recorded'],
])('who answered: %j', (facts: ExchangeFacts, who) => {
  expect(shown(facts)[0]).toBe(`outcome      ${who}`)
})

test('faults, applied and not', () => {
  const lines = shown({
    outcome: 'fault',
    faults: [
      { name: 'latency', attributes: { latency: 800, unit: 'ms' }, applied: true },
      { name: 'abort', attributes: {}, applied: false, skipped: 'the head was sent already' },
    ],
  })
  expect(lines[0]).toBe('outcome      ended by a fault that was injected')
  expect(lines).toContain('⚡ latency  latency=800 unit=ms')
  expect(lines).toContain('  skipped    the head was sent already')
})

test('what failed, what waits, what people said', () => {
  const lines = shown({
    error: { code: 'dns_failed', message: 'no such host', leg: 'upstream' },
    paused: [{ id: '1', at: 'request', since: startedAt, until: now + 2000, then: 'drop', rule: 'break' }],
    tags: ['a', 'b'],
    marked: '●',
    comment: 'first\nsecond',
    replayOf: 'x0',
    profiles: ['squid'],
    cassette: { result: 'hit', entry: 'e1' },
  })
  expect(lines).toContain('to do        Check the name, or pin it with --resolve.')
  expect(lines).toContain('then         is dropped by itself in 2 s')
  expect(lines).toContain('for          1.5 s')
  expect(lines.slice(-4)).toEqual(['mark         ●', 'tags         #a #b', 'comment      first', '             second'])
  expect(lines).toContain('replay of    x0')
  expect(lines).toContain('cassette     hit e1')
  expect(lines).toContain('profiles     squid')
})

test('its title counts reasons; it can be searched', () => {
  expect(whyTab.title(buildExchange())).toBe('Why')
  const exchange = buildExchange({
    rules: [{ name: 'r', phase: 'request-head', actions: ['x'] }],
    faults: [{ name: 'f', attributes: {}, applied: true }],
  })
  expect(whyTab.title(exchange)).toBe('Why 2')
  expect(whyTab.find!(exchange, tabView({ search: /faults/gi }), 0, false)).toBeGreaterThan(0)
  expect(whyTab.find!(exchange, tabView(), 0, false)).toBeUndefined()
  expect(whyTab.page(exchange, tabView()).lines.length).toBeGreaterThan(5)
})
