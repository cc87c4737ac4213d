import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import {
  formatExchange,
  formatListening,
  formatOpen,
  formatTlsError,
  formatTry,
  formatTunnel,
  formatWarning,
} from '../../src/headless/lines.ts'
import { createPaint } from '../../src/headless/paint.ts'
import { widthOf } from '../../src/kit/width.ts'
import { buildExchange, buildTlsFailure, buildTunnel, startedAt } from '../support/exchange.ts'

const plain = createPaint(false)
const time = new Date(startedAt).toTimeString().slice(0, 8)
const failed = buildExchange({
  method: 'POST',
  url: 'https://payments.test/v1/charges?with=a&long=query&that=goes&on=and&on=for&ever=1',
  status: null,
  outcome: 'upstream_error',
  error: { code: 'connect_refused', message: 'connection refused by 127.0.0.1:3000', leg: 'upstream' },
})

describe('an exchange', () => {
  test('is time, method, status, size, took, type, host and path', () => {
    const exchange = buildExchange({
      url: 'http://api.test/users?q=1',
      received: 'x'.repeat(1234),
      response: ['content-type', 'application/json; charset=utf-8'],
    })
    expect(formatExchange(exchange, plain)).toBe(
      `${time} GET     200   1.2 kB   100 ms json         api.test/users?q=1`,
    )
  })

  test('that failed says why', () => {
    expect(formatExchange(failed, plain)).toBe(
      `${time} POST    ---      0 B   100 ms              payments.test/v1/charges?with=a&long=query&that=goes&on=and&on=for&ever=1` +
        '  connection refused by 127.0.0.1:3000 (connect_refused)',
    )
  })

  test('that could not be read shows its bytes, harmlessly', () => {
    const unread = buildExchange({ method: '', url: '', status: null, legs: [], unparsed: 'G\0T / \x1b[31m\r\n' })
    expect(formatExchange(unread, plain)).toContain('"G\\u0000T / \\u001b[31m\\r\\n"')
  })

  test('whose answer, or whose head after the request line, could not be read shows the bytes at its end', () => {
    const error = { code: 'upstream_malformed', message: 'no answer', leg: 'upstream', bytes: 'SSH-2.0\r\n' } as const
    expect(formatExchange(buildExchange({ error }), plain)).toMatch(
      /no answer \(upstream_malformed\), got "SSH-2\.0\\r\\n"$/,
    )
    const unparsed = `GET / HTTP/1.1\r\n${'x'.repeat(99)}`
    expect(formatExchange(buildExchange({ unparsed }), plain)).toMatch(/, got "GET \/ HTTP\/1\.1\\r\\nx{44}"$/)
  })

  test.each([
    ['application/problem+json', 'json'],
    ['text/html; charset=utf-8', 'html'],
    ['application/x-protobuf', 'protobuf'],
    ['text/event-stream', 'event-stream'],
    ['application/grpc', 'grpc'],
    ['application/grpc+proto', 'grpc'],
    ['application/grpc-web-text', 'grpc-web'],
    ['nonsense', ''],
  ])('content type %s is %s', (media, word) => {
    const line = formatExchange(buildExchange({ response: ['Content-Type', media] }), plain)
    expect(line.slice(`${time} GET     200      0 B   100 ms `.length).split(' ')[0]).toBe(word)
  })

  test('fits the terminal, and leaves the type out where there is no room', () => {
    const narrow = formatExchange(failed, plain, 80)
    expect(widthOf(narrow)).toBeLessThanOrEqual(80)
    expect(narrow).toContain('payments.te')
    expect(narrow).toContain('connection refused')
    expect(formatExchange(buildExchange(), plain, 80)).not.toContain('plain')
    expect(formatExchange(buildExchange(), plain, 120)).toContain('plain')
  })

  test('a long method is not cut, an endless one is', () => {
    expect(formatExchange(buildExchange({ method: 'PROPPATCH' }), plain)).toContain(' PROPPATCH 200 ')
    expect(formatExchange(buildExchange({ method: 'X'.repeat(99) }), plain)).toContain(` ${'X'.repeat(15)}… 200 `)
  })

  test('columns stand below each other whatever the exchange', () => {
    const one = formatExchange(buildExchange({ url: 'http://a.test/', received: 'x' }), plain)
    const other = formatExchange(
      buildExchange({ url: 'http://a.test/', method: 'OPTIONS', status: null, endedAt: startedAt + 125_000 }),
      plain,
    )
    expect(one.indexOf('a.test/')).toBe(other.indexOf('a.test/'))
  })

  test('never leaves its line or its columns and never acts on the terminal, whatever came over the network', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('\x1b]0;title\x07', '\x1b[2J', 'a\r\nb', '\u202eevil', '日本'.repeat(40)),
    )
    fc.assert(
      fc.property(wild, wild, wild, fc.integer({ min: 60, max: 140 }), (url, method, message, columns) => {
        const error = { code: 'upstream_reset', message, leg: 'upstream' } as const
        const exchange = buildExchange({ url, method, error, response: ['Content-Type', `text/${message}`] })
        const line = formatExchange(exchange, plain, columns)
        expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/)
        expect(widthOf(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })

  test('colours change no column', () => {
    const strip = (text: string) => text.replaceAll(/\x1b\[\d+m/g, '')
    expect(strip(formatExchange(failed, createPaint(true), 100))).toBe(formatExchange(failed, plain, 100))
    expect(formatExchange(failed, createPaint(true), 100)).toContain('\x1b[31m')
  })
})

test('a stream that opens says so instead of how long it took', () => {
  expect(formatOpen(buildExchange({ url: 'http://a.test/sse' }), plain)).toMatch(/ 200 +open plain +a\.test\/sse$/)
})

describe('the first line', () => {
  const facts = {
    mode: 'forward',
    url: 'http://127.0.0.1:8080',
    port: 8080,
    ca: '/my files/ca.pem',
    seed: '8f3a',
    pid: 7,
  } as const

  test('has the facts of the listening line', () => {
    expect(formatListening(facts, plain)).toBe(
      'listening http://127.0.0.1:8080 forward, CA /my files/ca.pem, seed 8f3a, pid 7',
    )
  })

  test('is followed by something to paste', () => {
    expect(formatTry(facts, plain)).toContain(
      "curl --proxy http://127.0.0.1:8080 --cacert '/my files/ca.pem' https://middlebox.test/",
    )
    expect(formatTry({ ...facts, url: 'http://0.0.0.0:81' }, plain)).toContain('--proxy http://127.0.0.1:81 ')
    expect(formatTry({ ...facts, url: 'http://[::]:81' }, plain)).toContain('--proxy http://[::1]:81 ')
    expect(formatTry({ ...facts, mode: 'reverse' }, plain)).toContain('curl http://127.0.0.1:8080/')
  })
})

test('tunnels say why nobody looked, and what went through', () => {
  const { endedAt: _end, ...running } = buildTunnel({ reason: 'server-first', authority: 'db.test:5432\x1b[2J' })
  expect(formatTunnel(running, plain)).toBe(`${time} TUNNEL  open  db.test:5432  the server speaks first`)
  const error = { code: 'upstream_reset', message: 'reset', leg: 'upstream' } as const
  expect(formatTunnel(buildTunnel({ error }), plain)).toBe(
    `${time} TUNNEL  ended example.test:443  100 B up, 1 kB down, 100 ms  reset (upstream_reset)`,
  )
  expect(formatTunnel({ ...running, reason: 'tcp-proxy', proxy: 'cache\n' }, plain)).toMatch(/  TCP proxy cache$/)
})

test('TLS failures lead to the remedy', () => {
  const line = formatTlsError(buildTlsFailure({ reason: 'unknown_ca' }), 'Trust it.', plain)
  expect(line).toContain('TLS     example.test (from 127.0.0.1)  client does not trust the CA [unknown_ca]')
  expect(line).toContain('  Trust it.')
  expect(formatTlsError(buildTlsFailure(), 'Trust it.', plain)).toContain('does not trust the CA [unknown_ca]')
  const upstream = buildTlsFailure({
    leg: 'upstream',
    failure: { code: 'tls_failed', message: 'handshake failure', leg: 'upstream' },
  })
  expect(formatTlsError(upstream, 'Trust it.', plain)).toContain('(to the upstream)  handshake failure')
})

test('warnings', () => {
  const warning = { type: 'warning', at: 0, code: 'internal', message: 'odd\x1b[2J' } as const
  expect(formatWarning(warning, plain)).toBe('warning odd (internal)')
  expect(formatWarning({ ...warning, code: 'reloaded' }, plain)).toBe('note    odd')
})
