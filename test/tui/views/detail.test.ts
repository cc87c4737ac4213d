import { expect, test } from 'vitest'
import { searchedAsText, searchOf, tabAt } from '../../../src/tui/views/detail.ts'
import { buildExchange } from '../../support/exchange.ts'
import {
  endEvent,
  exchangeEvents,
  requestEvent,
  responseEvent,
  responseHead,
  tlsErrorEvent,
  tunnelEvent,
} from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test('title, tabs and lines of the selected exchange', async () => {
  const app = createTestApp({ columns: 120, rows: 24, events: exchangeEvents('a') })
  await app.press('enter')
  const screen = app.screen()
  expect(screen).toMatch(/^ GET http:\/\/api\.test\/users {2}200 {2}h1\.1 → h1\.1 ─+$/m)
  expect(screen).toMatch(/^ 1 Request {3}2 Response.* 1\/\d+$/m)
  expect(screen).toMatch(/^ Host: api\.test$/m)
})

test('a tunnel and a failed handshake in a few lines', async () => {
  const app = createTestApp({ events: [tunnelEvent('tunnel-opened'), tlsErrorEvent()] })
  await app.press('G', 'enter')
  expect(app.screen()).toContain('api.test  a TLS handshake failed')
  expect(app.screen()).toContain('eval "$(middlebox ca env)"')
  await app.press('p')
  expect(app.screen()).toContain('db.test:5432  an opaque tunnel')
})

test('a URL of bytes is titled by the text it is', async () => {
  const app = createTestApp({ events: [requestEvent('a', { url: 'http://a.test/\xc3\xa9/\xe6\x97\xa5' })] })
  await app.press('enter')
  expect(app.screen()).toContain(' GET http://a.test/é/日 ')
})

test('what is no longer kept', async () => {
  const app = createTestApp({ events: exchangeEvents('a'), maxExchanges: 1, rows: 40 })
  await app.press('enter')
  app.source.store.apply({ type: 'forgotten', at: 0, ids: ['a'] })
  expect(app.screen()).toContain('no longer kept')
})

test('the tab under a column', () => {
  const exchange = buildExchange()
  expect([0, 1, 9, 10, 12, 14].map((column) => tabAt(exchange, column))).toEqual([
    undefined,
    0,
    0,
    undefined,
    undefined,
    1,
  ])
})

test('a broken expression is searched for as it stands', () => {
  expect('a(b'.search(searchOf('A('))).toBe(0)
  expect('abc'.search(searchOf('B.'))).toBe(1)
  expect(searchedAsText('a(b')).toBe('( without )')
  expect(searchedAsText('a.b')).toBeUndefined()
})

test('an expression that would take for ever is none', () => {
  const text = `${'a'.repeat(2000)}!`
  expect(text.search(searchOf('(a+)+b'))).toBe(-1)
  expect('x(?=a)(a+)+b'.search(searchOf('(?=a)(a+)+b'))).toBe(1)
})

test('the place in the row of the tabs is that of the cursor', async () => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.press('enter', '2', 'j', 'j')
  expect(app.screen()).toMatch(/ 3\/\d+$/m)
  await app.press('g')
  expect(app.screen()).toMatch(/ 1\/\d+$/m)
})

test('what became of it stands in the title on every tab, and is cut last', async () => {
  const url = `http://api.test/${'long/'.repeat(30)}end`
  const fault = { type: 'fault', id: 'a', at: 0, fault: { name: 'abort', attributes: {}, applied: true } } as const
  const answered = [requestEvent('a', { url }), fault, responseEvent('a', { head: responseHead({ status: 503 }) })]
  const app = createTestApp({ events: [requestEvent('a', { url })], columns: 80 })
  const title = () => app.screen().split('\n')[2]!
  await app.press('enter')
  expect(title()).toMatch(/^ GET http:.*…[^ ]*end {2}…( |$)/)
  app.feed(...answered.slice(1))
  expect(title()).toMatch(/^ GET http:.*…[^ ]*end {2}503 ⚡abort( |$)/)
  const error = { code: 'dns_failed', message: 'no such host', leg: 'upstream' } as const
  app.feed(requestEvent('b'), endEvent('b', { outcome: 'upstream_error', error }))
  await app.press('space')
  expect(title()).toMatch(/^ GET http:\/\/api\.test\/users {2}✗dns_failed {2}h1\.1 ─+$/)
})
