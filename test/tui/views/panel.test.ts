import { expect, test } from 'vitest'
import { exchangeEvents, warningEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test.each([
  ['?', 'Help', 'Keys in the list'],
  ['C', 'Commands', 'sends the request of an exchange again'],
  ['E', 'Log', 'internal disk full'],
  ['#', 'Rules', 'No rules yet'],
  ['P', 'Paused', 'Nothing waits'],
  ['H', 'Upstreams', '· http://localhost:3000 not checked  its route has no health checks'],
  ['o', 'Order by', 'host'],
  ['!', 'Inject a fault', 'latency'],
  ['T', 'Throttle', '50 kB/s down'],
])('%s opens %s', async (key, title, text) => {
  const subjects = () => [{ route: '/', upstream: 'http://localhost:3000', checked: false }]
  const events = [...exchangeEvents('a'), warningEvent('disk full')]
  const app = createTestApp({ columns: 100, rows: 40, events, source: { subjects } })
  await app.press(key)
  expect(app.screen().split('\n')[2]).toMatch(new RegExp(`^ ${title} ─+$`))
  expect(app.screen()).toContain(text)
  await app.press('esc')
  expect(app.ui.overlay).toBeUndefined()
})

test('what a command answered at length', async () => {
  const app = createTestApp({ answer: () => [{ name: 'a\x1b[2J' }], rows: 12 })
  await app.run('rule-list')
  expect(app.screen()).toContain('"name": "a\\u001b[2J"')
})

test('a comparison with one that is gone', async () => {
  const app = createTestApp({ events: [...exchangeEvents('a'), ...exchangeEvents('b')] })
  await app.press('g', 't', 'j')
  app.source.store.apply({ type: 'forgotten', at: 0, ids: ['a'] })
  await app.press('t')
  expect(app.screen()).toContain('One of the two is no longer kept.')
})
