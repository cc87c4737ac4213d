import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import type { Exchange } from '../../../../src/model/exchange.ts'
import { changedBodyLines } from '../../../../src/tui/detail/diff/changed-body.ts'
import type { TabView } from '../../../../src/tui/detail/tab.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'
import { buildBody, buildExchange, buildRequestHead, buildResponseHead } from '../../../support/exchange.ts'
import { tabView } from '../../../support/tab-view.ts'

const lines = (exchange: Exchange, side: 'request' | 'response', view: TabView, context = 3) =>
  changedBodyLines(exchange, side, context, view).map((line) => plainLine(line).trimEnd())

/** Once they are compared. */
async function compared(exchange: Exchange, side: 'request' | 'response', view = tabView({ width: 60 })) {
  await vi.waitFor(() => expect(lines(exchange, side, view).join()).not.toContain('comparing'))
  return lines(exchange, side, view)
}

test('nothing when it went through as it came', () => {
  const exchange = buildExchange({ changedBodies: { request: { causes: ['edit'] } } })
  expect(lines(exchange, 'response', tabView())).toEqual([])
  expect(lines(buildExchange(), 'request', tabView())).toEqual([])
})

test('a request from what the client sent to what was sent on', async () => {
  const redraw = vi.fn()
  const view = tabView({ width: 60, redraw })
  const exchange = buildExchange({
    sent: '{"a":1}',
    changedBodies: { request: { causes: ['rule json', 'edit'], upstream: buildBody('{"a":2,"b":[]}') } },
  })
  expect(lines(exchange, 'request', view)).toEqual([
    '~ body: 7 B → 14 B                 rule json, edited by hand',
    '    comparing …',
  ])
  await vi.waitFor(() => expect(redraw).toHaveBeenCalledOnce())
  expect(lines(exchange, 'request', view).slice(1)).toEqual(['    ~ $.a: 1 → 2', '    + $.b: []'])
})

test('a response from what came to what the client got, each decoded as its own head says', async () => {
  const coded = buildResponseHead({ fields: ['Content-Encoding', 'gzip'] })
  const plain = buildResponseHead({ fields: ['Content-Type', 'text/plain'] })
  const text = Array.from({ length: 9 }, (_line, i) => `line ${i}\n`).join('')
  const exchange = buildExchange({
    legs: [{ request: buildRequestHead(), response: plain }, { response: coded }],
    received: text.replace('line 4', 'LINE 4'),
    changedBodies: { response: { causes: ['script fix.ts'], upstream: buildBody(gzipSync(text)) } },
  })
  const view = tabView({ width: 60 })
  await compared(exchange, 'response', view)
  expect(lines(exchange, 'response', view, 1).slice(1)).toEqual([
    '      … 3 lines unchanged',
    '      line 3',
    '    - line 4',
    '    + LINE 4',
    '      line 5',
    '      … 3 lines unchanged',
  ])
  expect(lines(exchange, 'response', view, 0)).toHaveLength(5)
})

test('what was not read, not kept in full, or is not over yet', async () => {
  const unread = buildExchange({ received: 'abc', changedBodies: { response: { causes: ['rule r'] } } })
  expect(lines(unread, 'response', tabView({ width: 40 }))).toEqual(['~ body: not read → 3 B            rule r'])
  const changedBodies = { response: { causes: ['rule r'], upstream: { ...buildBody('abd'), size: 2048 } } } as const
  const cut = buildExchange({ received: 'abc', changedBodies })
  expect(await compared(cut, 'response')).toContain('    not all of it was kept: what is here is compared')
  const { endedAt: _end, ...running } = cut
  expect(lines(running, 'response', tabView({ width: 80 }))).toEqual([
    '~ body: changed; compared when the exchange is over                       rule r',
  ])
})
