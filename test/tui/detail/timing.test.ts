import { expect, test } from 'vitest'
import type { Exchange } from '../../../src/model/exchange.ts'
import { timeOf, timingLines, timingTab } from '../../../src/tui/detail/timing.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange, startedAt, type ExchangeFacts } from '../../support/exchange.ts'
import { noTimings } from '../../support/events.ts'
import { tabView } from '../../support/tab-view.ts'

process.env.TZ = 'UTC'

const shown = (facts: ExchangeFacts, now = startedAt + 1000) =>
  timingLines(buildExchange(facts), now, 60).map((line) => plainLine(line).trimEnd())

test('phases below each other, the connection under them', () => {
  expect(shown({ received: 'hello' })).toEqual([
    'started      22:13:20.000',
    'took         100 ms',
    '',
    'dns               1 ms  ▏',
    'connect           2 ms  █',
    'send              1 ms   ▏',
    `wait             90 ms   ${'█'.repeat(32)}`,
    `receive           6 ms  ${' '.repeat(33)}██`,
    '',
    'client       127.0.0.1:50000  http/1.1',
    'upstream     192.0.2.1:80  http/1.1, a new connection',
    'sent         0 B  of body',
    'received     5 B  of body',
  ])
})

test('the route that led to the upstream', () => {
  const upstream = { address: '::1', port: 3001, protocol: 'http/1.1', reused: false } as const
  expect(shown({ mode: 'reverse', route: 'POST /api', upstream }).slice(-5, -2)).toEqual([
    'client       127.0.0.1:50000  http/1.1',
    'route        POST /api',
    'upstream     [::1]:3001  http/1.1, a new connection',
  ])
})

test('what no phase has is said as far as it is known', () => {
  const rest = (facts: ExchangeFacts) => shown({ endedAt: startedAt + 900, ...facts })[8]
  const fault = { fault: 'latency', rule: 'slow' } as unknown as Exchange['faults'][number]
  expect(rest({ faults: [fault] })).toBe('middlebox       800 ms  in rules, pauses and faults')
  expect(rest({})).toBe('middlebox       800 ms  in none of these phases')
  expect(rest({ upstream: undefined as never })).toBe('middlebox       800 ms  answered here')
  expect(rest({ kind: 'websocket', status: 101, upstream: undefined as never })).toBe(
    'open            800 ms  for what the two had to say',
  )
})

test('while it runs the last bar grows with the clock', () => {
  const running = { endedAt: undefined as never, status: null, timings: { ...noTimings, connect: 100 } }
  const lines = shown(running, startedAt + 400)
  expect(lines[1]).toBe('took         400 ms so far')
  expect(lines[4]).toMatch(/^waiting +300 ms {10,}█+…$/)
  expect(shown(running, startedAt + 800)[4]).toMatch(/^waiting +700 ms/)
})

test('attempts before the one that answered, each with its cause', () => {
  const failure = { code: 'upstream_reset', message: 'connection reset', leg: 'upstream' as const }
  const attempt = {
    startedAt: startedAt + 10,
    address: '192.0.2.9',
    port: 80,
    reused: true,
    failure,
    timings: { ...noTimings, wait: 20 },
  }
  const lines = shown({ attempts: [attempt, { startedAt, reused: false, timings: noTimings }] })
  expect(lines).toContainEqual(expect.stringMatching(/^attempt 1 +20 ms {5,}█+$/))
  expect(lines).toContainEqual(expect.stringMatching(/^── Attempt 1 {2}192\.0\.2\.9:80, on a kept connection ─+$/))
  expect(lines).toContain('failed       connection reset  upstream_reset')
  expect(lines).toContainEqual(expect.stringMatching(/^── Attempt 2 {2}no connection ─+$/))
  const six = { ...attempt, address: '2001:db8::1', reused: false }
  expect(shown({ attempts: [six] })).toContainEqual(expect.stringMatching(/^── Attempt 1 {2}\[2001:db8::1\]:80 ─+$/))
})

test('when no attempt was answered, the phases are drawn once: with the last of them', () => {
  const timings = { ...noTimings, connect: 1, wait: 90 }
  const attempt = { startedAt, reused: false, address: 'a.test', port: 80, timings }
  const lines = shown({ attempts: [attempt], timings, status: 504, upstream: undefined as never })
  expect(lines.slice(3, 6)).toEqual([
    `attempt 1        91 ms  ${'█'.repeat(33)}`,
    'middlebox         9 ms  answered here',
    '',
  ])
})

test('of tries at once the phases end with the exchange, whichever of them was answered', () => {
  const failureOf = (code: string) => ({ code, message: code, leg: 'upstream' as const })
  const barOf = (attempt: object, timings: object) => {
    const facts = {
      attempts: [{ startedAt, reused: false, timings: noTimings, address: '::1', port: 80, ...attempt }],
      timings: { ...noTimings, ...timings },
      endedAt: startedAt + 600,
    }
    return shown(facts).find((line) => line.startsWith('wait'))!
  }
  const loser = { failure: failureOf('upstream_unwanted'), timings: { ...noTimings, wait: 500 } }
  const whole = barOf({ startedAt: startedAt + 100, ...loser }, { wait: 600 })
  expect(whole).toMatch(/ms {2}█{36}$/)
  expect(barOf({ startedAt: startedAt + 100, failure: failureOf('connect_refused') }, { wait: 600 })).toBe(whole)
  expect(barOf(loser, { wait: 500 })).toMatch(/ms {8}█{30}$/)
})

test('a kept connection, a parent, messages, no upstream', () => {
  const upstream = {
    address: '192.0.2.1',
    port: 1,
    protocol: 'h2',
    reused: true,
    via: 'http://parent.test:3128',
  } as const
  const lines = shown({ upstream, messageCount: { up: 1, down: 2 } })
  expect(lines).toContain('upstream     192.0.2.1:1  h2, a connection kept from before')
  expect(lines).toContain('parent       http://parent.test:3128')
  expect(lines).toContain('messages     1 up, 2 down')
  expect(shown({ upstream: undefined as never })).toContain('upstream     none')
})

test('as a tab', () => {
  expect(timingTab.title(buildExchange())).toBe('Timing')
  expect(timingTab.page(buildExchange(), tabView({ height: 2 })).lines).toHaveLength(2)
  expect(timeOf(startedAt + 7.9)).toBe('22:13:20.007')
})
