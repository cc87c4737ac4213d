import { expect, test } from 'vitest'
import { exchangeEvents, tlsErrorEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test('what to paste where', () => {
  const screen = createTestApp({ columns: 120 }).screen()
  expect(screen).toContain('curl -x http://127.0.0.1:8080 http://middlebox.test/echo')
  expect(screen).toContain('eval "$(middlebox ca env)"')
  expect(screen).toMatch(/waiting for the first request/)
})

test('an address that means all is none to connect to', () => {
  const listening = { mode: 'forward', url: 'http://0.0.0.0:9000', port: 9000, ca: '/c a.pem', seed: 'ab' } as const
  const screen = createTestApp({ columns: 120, source: { listening } }).screen()
  expect(screen).toContain('curl -x http://127.0.0.1:9000 http://middlebox.test/echo')
  expect(screen).toContain("--cacert '/c a.pem'")
})

test('a client that does not trust the CA is told, with the line that helps', async () => {
  const app = createTestApp({ columns: 140, events: [tlsErrorEvent()] })
  expect(app.screen()).toContain(
    '127.0.0.1:50000 (for api.test) does not trust the CA yet:  eval "$(middlebox ca env)"  or y to copy',
  )
  await app.press('y')
  expect(app.asked).toEqual(['clipboard eval "$(middlebox ca env)"'])
  app.feed(...exchangeEvents('a'))
  expect(app.screen()).not.toContain('does not trust')
})

test('a failure to the upstream is no client’s', () => {
  const app = createTestApp({ columns: 140, events: [tlsErrorEvent({ leg: 'upstream' })] })
  expect(app.screen()).toContain('waiting for the first request')
})
