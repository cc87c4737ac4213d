import { describe, expect, test } from 'vitest'
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

describe('in 80 columns', () => {
  const advice = {
    command: 'middlebox',
    env: 'eval "$(MIDDLEBOX_HOME=/home/somebody/state/middlebox middlebox ca env)"',
  }

  test.each([
    [advice.env, [`  ${advice.env}`, '   y copies it']],
    ['eval "$(middlebox ca env -p 8081)"', ['  eval "$(middlebox ca env -p 8081)"   y copies it']],
  ])('whom it was, and below it what helps, whole: %s', (env, rows) => {
    const failure = tlsErrorEvent({ serverName: 'a-rather-long-host-name.shop.test' })
    const app = createTestApp({ events: [failure], source: { advice: { ...advice, env } } })
    const shown = app.screen().split('\n')
    expect(shown.slice(shown.findIndex((row) => row.includes('50000'))).slice(0, 2 + rows.length)).toEqual([
      '  127.0.0.1:50000 (for a-rather-long-host-name.shop.test) does not trust the',
      '  CA yet:',
      ...rows,
    ])
  })

  test('what is to be typed is never cut, and a shell takes it', () => {
    const ca = '/home/somebody/.local/share/middlebox/certificate-of-the-ca.pem'
    const listening = { mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080, ca, seed: 'ab' } as const
    const screen = createTestApp({ source: { advice, listening } }).screen()
    expect(screen.replace('Go …', '')).not.toContain('…')
    const command = /one request +(curl[^]*?middlebox\.test\/)\n/.exec(screen)![1]!
    expect(command.replace(/ \\\n +/g, ' ')).toBe(
      `curl -x http://127.0.0.1:8080 --cacert ${ca} https://middlebox.test/`,
    )
    expect(screen).toContain(`\n      ${advice.env}\n`)
  })
})
