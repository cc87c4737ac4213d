import { expect, test } from 'vitest'
import { compileFilter } from '../../../src/filter/index.ts'
import { buildExchange, buildTlsFailure, buildTunnel } from '../../support/exchange.ts'

const failure = { code: 'upstream_reset', message: 'connection reset', leg: 'upstream' } as const
const plain = buildExchange()
const waiting = buildExchange({ status: null })
const failed = buildExchange({ status: null, outcome: 'upstream_error', error: failure })
const socket = buildExchange({ kind: 'websocket', status: 101 })
const resent = buildExchange({ replayOf: 'x0' })
const recorded = buildExchange({ cassette: { result: 'hit' } })
const tunnel = buildTunnel()
const broken = buildTlsFailure()

const subjects = { plain, waiting, failed, socket, resent, recorded, tunnel, broken }

test.each([
  ['~all', Object.keys(subjects)],
  ['', Object.keys(subjects)],
  ['~e', ['failed', 'broken']],
  ['~http', ['plain', 'waiting', 'failed', 'socket', 'resent', 'recorded']],
  ['~tcp', ['tunnel']],
  ['~udp', []],
  ['~dns', []],
  ['~websocket', ['socket']],
  ['~q', ['waiting', 'failed']],
  ['~s', ['plain', 'socket', 'resent', 'recorded']],
  ['~replay', ['resent', 'recorded']],
  ['~replayq', ['resent']],
  ['~replays', ['recorded']],
  ['~tlserr', ['broken']],
  ['~proto ws', ['socket']],
  ['!~http', ['tunnel', 'broken']],
  ['!~tcp & !~tlserr & ~all', ['plain', 'waiting', 'failed', 'socket', 'resent', 'recorded']],
])('%j matches %j', (text, expected) => {
  const filter = compileFilter(text)
  expect(Object.entries(subjects).flatMap(([name, subject]) => (filter.matches(subject) ? [name] : []))).toEqual(
    expected,
  )
})

test('~e: errors, aborts and failed tunnels; a status alone is none', () => {
  const matches = (subject: object) => compileFilter('~e').matches(subject)
  expect(matches(buildExchange({ outcome: 'client_abort' }))).toBe(true)
  expect(matches(buildExchange({ status: 502, error: failure }))).toBe(true)
  expect(matches(buildExchange({ status: 500 }))).toBe(false)
  expect(matches(buildTunnel({ error: failure }))).toBe(true)
})

test('~tlserr of an exchange is told by its error', () => {
  const withCode = (code: string) => buildExchange({ error: { ...failure, code } })
  const codes = ['tls_certificate', 'tls_failed', 'tls_alert', 'client_tls', 'upstream_reset']
  expect(codes.map((code) => compileFilter('~tlserr').matches(withCode(code)))).toEqual([true, true, true, true, false])
})

test.each([
  ['h1', buildExchange({ client: { address: '::1', port: 1, protocol: 'http/1.0' } })],
  ['h1', buildExchange({ client: { address: '::1', port: 1, protocol: 'http/1.1' } })],
  ['h2', buildExchange({ client: { address: '::1', port: 1, protocol: 'h2' } })],
  ['h2', buildExchange({ client: { address: '::1', port: 1, protocol: 'h2c' } })],
  ['h1 sse', buildExchange({ response: ['content-type', 'text/event-stream; charset=utf-8'] })],
  ['h1 grpc', buildExchange({ request: ['content-type', 'application/grpc+proto'] })],
  ['h1', buildExchange({ request: ['content-type', 'application/grpc-web'] })],
  ['h1 ws', socket],
])('~proto of an exchange is %s', (expected, exchange) => {
  const names = ['h1', 'h2', 'ws', 'sse', 'grpc'].filter((name) => compileFilter(`~proto ${name}`).matches(exchange))
  expect(names.join(' ')).toBe(expected)
})

test('~proto takes several words, and is known as late as the latest of them', () => {
  expect(compileFilter('~proto ws|h2').matches(socket)).toBe(true)
  expect(compileFilter('~proto sse|h2').matches(socket)).toBe(false)
  expect(['h1', 'h2', 'ws', 'grpc', 'sse', 'h1|grpc'].map((name) => compileFilter(`~proto ${name}`).phase)).toEqual([
    'connection',
    'connection',
    'request-head',
    'request-head',
    'response-head',
    'request-head',
  ])
})
