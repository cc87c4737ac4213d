import { expect, test } from 'vitest'
import { columnsFor } from '../../../src/tui/list/columns.ts'
import { headLine, middle, rowLine, targetOf, timeOf, typeOf } from '../../../src/tui/list/row-line.ts'
import { lineWidth } from '../../../src/tui/parts/spread.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange } from '../../support/exchange.ts'
import { tlsErrorEvent, tunnelEvent } from '../../support/events.ts'

process.env.TZ = 'UTC'
const now = 1_700_000_005_000
const row = (subject: Parameters<typeof rowLine>[0], width = 120) => plainLine(rowLine(subject, columnsFor(width), now))

test('an exchange', () => {
  const exchange = buildExchange({
    url: 'http://api.test/a?b=1',
    response: ['Content-Type', 'application/problem+json'],
    received: 'x'.repeat(1200),
  })
  expect(row(exchange).replace(/ +/g, ' ')).toBe('22:13:20 GET 200 api.test /a?b=1 json 1.2 kB 100 ms ')
})

test('one that runs, one that failed, one that is gone', () => {
  expect(row(buildExchange({ status: null, endedAt: undefined as never }))).toMatch(/GET +… .* 5 s /)
  expect(row(buildExchange({ status: null, outcome: 'upstream_error' }))).toMatch(/GET +✗ /)
  expect(row(undefined).trim()).toBe('')
})

test('a tunnel and a failed handshake', () => {
  const tunnel = tunnelEvent('tunnel-opened')
  expect(row('tunnel' in tunnel ? tunnel.tunnel : undefined)).toMatch(
    /TUNNEL.*db\.test:5432.*opaque.*2 kB.*server-first/,
  )
  expect(row(tlsErrorEvent().error)).toMatch(/TLS +✗ +api\.test.*✗unknown_ca/)
})

test.each([40, 80, 120, 200])('at %i columns every row has the same width', (width) => {
  const columns = columnsFor(width)
  const wide = buildExchange({ url: 'http://bücher.test/目录/カタログ', tags: ['日本語'.repeat(20)] })
  const widths = [headLine(columns), rowLine(wide, columns, now), rowLine(tlsErrorEvent().error, columns, now)].map(
    lineWidth,
  )
  expect(new Set(widths).size).toBe(1)
})

test('escape sequences and unreadable heads', () => {
  expect(targetOf(buildExchange({ url: 'http://a.test/\x1b[2J' }))).toBe('a.test/')
  expect(targetOf(buildExchange({ url: '', unparsed: 'NOT HTTP\r\n' }))).toBe('"NOT HTTP\\r\\n"')
})

test.each([
  ['image/svg+xml', 'xml'],
  ['application/grpc+proto', 'grpc'],
  ['text/event-stream', 'sse'],
  ['application/vnd.ms-excel', 'ms-excel'],
])('%s is %s', (media, type) => {
  expect(typeOf(buildExchange({ response: ['Content-Type', media] }))).toBe(type)
})

test('of a long URL both ends stay', () => {
  expect(middle('/a/very/long/path/to/something?id=42', 20)).toBe('/a/very/long/…?id=42')
  expect(middle('short', 20)).toBe('short')
  expect(timeOf(1_700_000_000_000)).toBe('22:13:20')
})
