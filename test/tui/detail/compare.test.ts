import { setImmediate } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { compareView } from '../../../src/tui/detail/compare.ts'
import type { TabView } from '../../../src/tui/detail/tab.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange, startedAt } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

const json = ['Content-Type', 'application/json']
const a = buildExchange({ received: '{"n":1,"same":true}', response: json })
const b = buildExchange({
  url: 'http://example.test/b',
  request: ['host', 'example.test', 'X-B', '1'],
  received: '{"n":2,"same":true}',
  response: json,
  endedAt: startedAt + 340,
  timings: { dns: 1, connect: null, tls: null, send: 1, wait: 330, receive: 6 },
})

const lines = (view: TabView) => compareView.page(a, b, view).lines.map((line) => plainLine(line).trimEnd())

/** The bodies are compared between the first frame and the next. */
async function compared(change: Partial<TabView> = {}): Promise<TabView> {
  const redraw = vi.fn()
  const view = tabView({ redraw, ...change })
  expect(lines(view)).toContain('comparing …')
  await vi.waitFor(() => expect(redraw).toHaveBeenCalled())
  await setImmediate()
  return view
}

test('heads by meaning, bodies by what they are, timings beside each other', async () => {
  expect(lines(await compared({ width: 78 }))).toEqual([
    'A GET http://example.test/  200',
    'B GET http://example.test/b  200',
    expect.stringMatching(/^- only in A, \+ only in B, ~ not the same +\{ } context {2}o changes only$/),
    expect.stringMatching(/^── Request ─+$/),
    '~ target: http://example.test/ → http://example.test/b',
    '≈ Host → host: example.test',
    '+ X-B: 1',
    '  0 headers unchanged · 1 re-cased · order kept',
    expect.stringMatching(/^── Response ─+$/),
    '  1 header unchanged · order kept',
    expect.stringMatching(/^── Response body ─+$/),
    '~ $.n: 1 → 2',
    expect.stringMatching(/^── Timing ─+$/),
    '                     A         B',
    '  took          100 ms    340 ms    +240 ms',
    '  dns             1 ms      1 ms',
    '  connect         2 ms         –',
    '  send            1 ms      1 ms',
    '  wait           90 ms    330 ms    +240 ms',
    '  receive         6 ms      6 ms',
  ])
})

test('wide: heads beside each other', async () => {
  expect(lines(await compared({ width: 116 }))).toContainEqual(
    expect.stringMatching(/^ {2}Host +example\.test +≈ host +example\.test +re-cased$/),
  )
})

test('its keys', async () => {
  const view = await compared({ width: 78 })
  expect(compareView.key(view, 'o')).toBe(true)
  expect(lines(view).join('\n')).not.toContain('≈')
  expect(compareView.key(view, 'j')).toBe(false)
})

test('one that has no answer', () => {
  const silent = buildExchange({ status: null, endedAt: undefined as never })
  const page = compareView.page(silent, buildExchange(), tabView()).lines.map(plainLine)
  expect(page).toContain('+ only B has one')
})
