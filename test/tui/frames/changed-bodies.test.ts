import { describe, expect, test, vi } from 'vitest'
import type { ProxyEvent } from '../../../src/model/event.ts'
import {
  bodyOf,
  endEvent,
  requestEvent,
  requestHead,
  responseEvent,
  start,
  upstreamEvent,
} from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

// Times of day are those of where the user is.
process.env.TZ = 'UTC'

const order = { sku: 'Tee 日本', amount: 1, note: 'gift', coupon: 'SUMMER' }
const sent = { sku: 'Tee 日本', amount: 100, note: 'gift', test: { run: 7 } }

const page = Array.from({ length: 12 }, (_line, i) => `<p>Line ${i} of the receipt</p>\n`).join('')

const events: readonly ProxyEvent[] = [
  requestEvent('order', {
    url: 'http://api.test/orders',
    head: requestHead({
      method: 'POST',
      target: 'http://api.test/orders',
      fields: ['Host', 'api.test', 'Content-Type', 'application/json', 'Content-Length', '62'],
    }),
  }),
  { type: 'body', id: 'order', at: start, side: 'request', cause: 'rule large orders', body: bodyOf('{}') },
  { type: 'body', id: 'order', at: start, side: 'request', cause: 'edit', body: bodyOf(JSON.stringify(sent)) },
  upstreamEvent('order', {
    patches: [
      {
        op: 'set',
        index: -1,
        name: ':target',
        value: '/orders',
        before: 'http://api.test/orders',
        cause: 'target-form',
      },
      { op: 'set', index: 2, name: 'Content-Length', value: '64', before: '62', cause: 'edit' },
    ],
  }),
  responseEvent('order'),
  { type: 'body', id: 'order', at: start, side: 'response', cause: 'script fix.ts', body: bodyOf(page) },
  endEvent('order', {
    requestBody: bodyOf(JSON.stringify(order)),
    responseBody: bodyOf(page.replace('Line 5 of', 'Line five of').replace('</p>\n<p>Line 9', '</p>\n<hr>\n<p>Line 9')),
  }),
]

describe.each([
  [80, 24],
  [120, 40],
] as const)('%i × %i', (columns, rows) => {
  test.each([
    ['all', []],
    ['only', ['o', 'j', 'j']],
  ] as const)('bodies under the heads they came with: %s', async (name, keys) => {
    const app = createTestApp({ events, columns, rows })
    app.clock.advance(2000)
    await app.press('g', 'enter', '3', ...keys)
    await vi.waitFor(() => expect(app.screen()).not.toMatch(/comparing …/))
    await expect(`${app.screen()}\n`).toMatchFileSnapshot(`./changed-bodies-${name}-${columns}x${rows}.txt`)
  })
})
