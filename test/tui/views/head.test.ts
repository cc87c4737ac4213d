import { expect, test } from 'vitest'
import {
  endEvent,
  exchangeEvents,
  healthEvents,
  requestEvent,
  responseEvent,
  responseHead,
} from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

const head = (given: Given, ms = 1000) => {
  const app = createTestApp({ columns: 120, ...given })
  app.clock.advance(ms)
  return app.screen().split('\n').slice(0, 2)
}

const rule = (action: string, enabled = true) => ({
  definition: { name: action, match: '', enabled, chance: 1, do: [{ action, attributes: {} }] },
  explanation: '',
  matched: 0,
  acted: 0,
})

test('who we are, and what is done to what passes', () => {
  const listening = { mode: 'forward', url: 'http://0.0.0.0:9000', port: 9000, ca: '', seed: 'abcdef0123' } as const
  const conditions = () => ({ down: 0, latency: 0, jitter: 0, origin: '--throttle' })
  const rules = [rule('fault'), rule('fault'), rule('respond'), rule('fault', false)]
  const [first] = head({ rules, source: { listening, parent: 'http://proxy.test:3128', conditions } })
  expect(first).toContain(
    ' middlebox  forward 0.0.0.0:9000  parent http://proxy.test:3128  seed abcdef  ⚡2 faults  1 rule  ⏷offline',
  )
})

test('all the listeners there is room for', () => {
  const at = { ca: '', seed: 'abcdef0123' }
  const listening = { mode: 'reverse', site: 0, url: 'http://127.0.0.1:8000', port: 8000, ...at } as const
  const others = [
    ...[8001, 8002, 8003, 8004, 8005].map((port) => ({ mode: 'reverse', url: `http://127.0.0.1:${port}` }) as const),
    { mode: 'forward', url: 'http://127.0.0.1:8080' } as const,
  ]
  expect(head({ source: { listening, others } })[0]).toContain(
    ' middlebox  forward :8080  reverse :8000 :8001 :8002 :8003 :8004 :8005  seed abcdef ',
  )
  expect(head({ columns: 80, source: { listening, others } })[0]).toMatch(
    /^ middlebox {2}forward :8080 {2}reverse :8000 :8001 :8002 \+3 {2}seed abcdef +0 req\/s$/,
  )
})

test('what is down', () => {
  expect(head({ events: healthEvents })[0]).toContain('  ✗1 down H ')
  expect(head({ events: healthEvents.slice(0, 1) })[0]).not.toContain('down')
})

test('how it goes', () => {
  const bad = [requestEvent('b'), responseEvent('b', { head: responseHead({ status: 503 }) }), endEvent('b')]
  const [first] = head({ events: [...exchangeEvents('a'), ...bad] })
  expect(first).toMatch(/p50 20 p99 20 ms {2}50% err {2}0\.2 req\/s$/)
})

test('what is shown', async () => {
  const app = createTestApp({ columns: 120, events: [...exchangeEvents('a'), ...exchangeEvents('b')], maxExchanges: 2 })
  const second = () => app.screen().split('\n')[1]!
  expect(second()).toMatch(/^ all +2$/)
  await app.press('k', 'v', 't')
  app.setFilter('~m POST')
  expect(second()).toMatch(/^ filter ~m POST {2}by time ↓ {2}one taken: t on another compares +0 of 2 shown$/)
  app.feed(...exchangeEvents('c'))
  expect(second()).toMatch(/0 of 2 shown, 1 dropped$/)
})

test('how many came while one is read, also when that one is gone', async () => {
  const app = createTestApp({ events: [...exchangeEvents('a'), ...exchangeEvents('b')], maxExchanges: 2 })
  await app.press('enter')
  app.feed(...exchangeEvents('c'))
  expect(app.screen()).toContain('  1 newer')
  app.feed(...exchangeEvents('d'), ...exchangeEvents('e'))
  expect(app.screen()).toContain('  2 newer')
})
