import { describe, expect, test } from 'vitest'
import {
  exchangeLine,
  isOpenWebSocket,
  listeningLine,
  openLine,
  summaryLine,
  tlsErrorLine,
  tunnelLine,
  warningLine,
  websocketLine,
} from '../../src/headless/line.ts'
import { createCounters } from '../../src/store/counters.ts'
import { createMetrics } from '../../src/store/metrics.ts'
import { buildExchange, buildMessage, buildTlsFailure, buildTunnel, startedAt } from '../support/exchange.ts'
import { lineFaults } from '../support/line-check.ts'

const tls = { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', serverName: 'a.test', alpn: 'h2' }

describe('exchange lines', () => {
  const full = buildExchange({
    parent: 'c1',
    client: { address: '127.0.0.1', port: 1, protocol: 'h2', tls },
    upstream: { address: '::1', port: 443, protocol: 'http/1.1', tls, reused: true, via: 'http://parent.test:3128' },
    error: { code: 'upstream_closed', message: 'closed', leg: 'upstream' },
    outcome: 'upstream_error',
    sent: 'abc',
    received: '12345',
    endedAt: startedAt + 12.34567,
    rules: [{ name: 'r', phase: 'request-head', draw: { value: 0.1, threshold: 0.3, key: 'k' }, actions: ['fault'] }],
    faults: [{ name: 'latency', attributes: { latency: 800 }, applied: false, skipped: 'h2' }],
    profiles: ['squid'],
    cassette: { result: 'miss' },
  })

  test('have the keys of the contract, in its order', () => {
    expect(Object.keys(exchangeLine(full))).toEqual(
      (
        'type v id parent kind startedAt durationMs client upstream mode method url status outcome error ' +
        'requestBytes responseBytes timings rules faults profiles cassette hops'
      ).split(' '),
    )
    expect(exchangeLine(full)).toMatchObject({ durationMs: 12.346, requestBytes: 3, responseBytes: 5, kind: 'http' })
  })

  test.each<[string, Parameters<typeof buildExchange>[0]]>([
    ['the least', {}],
    ['no answer', { status: null, outcome: 'client_abort' }],
    ['a CONNECT', { kind: 'connect', method: 'CONNECT', url: 'a.test:443' }],
    [
      'an unreadable head',
      { method: '', url: '', status: null, outcome: 'refused', legs: [], hops: [], unparsed: '\0' },
    ],
    ['one that is not over', { endedAt: undefined as never, outcome: undefined as never }],
  ])('%s is a line of the schema', (_name, facts) => {
    expect(lineFaults(JSON.parse(JSON.stringify(exchangeLine(buildExchange(facts)))))).toEqual([])
  })

  test('of a reverse proxy says which route it took', () => {
    const taken = exchangeLine(buildExchange({ mode: 'reverse', route: 'POST /api' }))
    expect(taken).toMatchObject({ mode: 'reverse', route: 'POST /api' })
    expect(lineFaults(JSON.parse(JSON.stringify(taken)))).toEqual([])
    expect(exchangeLine(full)).not.toHaveProperty('route')
    const open = openLine(buildExchange({ mode: 'reverse', route: '/live', status: 101 }))
    expect(open).toMatchObject({ route: '/live' })
    expect(lineFaults(JSON.parse(JSON.stringify(open)))).toEqual([])
  })

  test('UTF-8 in a URL is readable', () => {
    expect(exchangeLine(buildExchange({ url: 'http://a.test/stra\xc3\x9fe' })).url).toBe('http://a.test/straße')
  })

  test('bytes that could not be read come with it', () => {
    const error = { code: 'upstream_malformed', message: 'm', leg: 'upstream', bytes: 'SSH-2.0' } as const
    expect(exchangeLine(buildExchange({ error }))).toMatchObject({ unparsed: 'SSH-2.0' })
    expect(exchangeLine(buildExchange({}))).not.toHaveProperty('unparsed')
  })

  test('everything at once is a line of the schema', () => {
    expect(lineFaults(JSON.parse(JSON.stringify(exchangeLine(full))))).toEqual([])
  })

  test('a WebSocket’s exchange is of kind http', () => {
    expect(exchangeLine(buildExchange({ kind: 'websocket', status: 101 })).kind).toBe('http')
  })
})

describe('WebSocket lines', () => {
  const close = buildMessage({ kind: 'close', direction: 'up', data: Buffer.from([3, 232, 0x62, 0x79, 0x65]) })
  const socket = buildExchange({
    kind: 'websocket',
    status: 101,
    messages: [buildMessage(), close],
    messageCount: { up: 1, down: 9 },
  })

  test('count messages and say who closed, with which code', () => {
    expect(websocketLine(socket)).toMatchObject({
      messages: { up: 1, down: 9 },
      close: { from: 'client', code: 1000, reason: 'bye' },
    })
    expect(lineFaults(websocketLine(socket))).toEqual([])
  })

  test('a close without a code has none, an end without a close says nothing of it', () => {
    const bare = buildMessage({ kind: 'close', data: '' })
    expect(websocketLine({ ...socket, messages: [bare] }).close).toEqual({ from: 'upstream', code: null, reason: '' })
    expect(websocketLine({ ...socket, messages: [] })).not.toHaveProperty('close')
  })

  test('only an accepted switch is an open WebSocket', () => {
    expect(isOpenWebSocket(socket)).toBe(true)
    expect(isOpenWebSocket({ ...socket, status: 200 })).toBe(true)
    expect(isOpenWebSocket({ ...socket, status: 403 })).toBe(false)
    expect(isOpenWebSocket(buildExchange())).toBe(false)
  })

  test('open lines tell streams and WebSockets apart', () => {
    expect(openLine(socket).kind).toBe('websocket')
    expect(openLine(buildExchange()).kind).toBe('stream')
    expect(lineFaults(openLine(socket))).toEqual([])
  })
})

describe('the other lines', () => {
  test('listening, exactly', () => {
    const facts = {
      mode: 'forward',
      url: 'http://127.0.0.1:8080',
      port: 8080,
      ca: '/ca.pem',
      seed: '8f3a',
      pid: 7,
    } as const
    expect(JSON.stringify(listeningLine(facts))).toBe(
      '{"type":"listening","v":1,"mode":"forward","url":"http://127.0.0.1:8080","port":8080,"ca":"/ca.pem","seed":"8f3a","pid":7}',
    )
    expect(lineFaults(listeningLine(facts))).toEqual([])
    const api = { ...facts, toxiproxyApi: 'http://127.0.0.1:8474' }
    expect(listeningLine(api)).toEqual({ type: 'listening', v: 1, ...api })
    expect(lineFaults(listeningLine(api))).toEqual([])
  })

  test('tunnels, open and closed', () => {
    const { endedAt: _end, ...running } = buildTunnel()
    expect(tunnelLine(running, 'open')).toMatchObject({ state: 'open', durationMs: null })
    expect(lineFaults(tunnelLine(running, 'open'))).toEqual([])
    const fault = { name: 'latency', attributes: { toxic: 'slow' }, applied: true }
    const proxied = tunnelLine({ ...running, reason: 'tcp-proxy', proxy: 'cache', faults: [fault] }, 'open')
    expect(proxied).toMatchObject({ reason: 'tcp-proxy', proxy: 'cache', faults: [fault] })
    expect(lineFaults(proxied)).toEqual([])
    const failed = buildTunnel({ parent: 'c', error: { code: 'upstream_reset', message: 'reset', leg: 'upstream' } })
    expect(tunnelLine(failed, 'closed')).toMatchObject({ durationMs: 100, bytesDown: 1000 })
    expect(lineFaults(tunnelLine(failed, 'closed'))).toEqual([])
  })

  test('TLS failures, with the cause and what mends it', () => {
    const own = tlsErrorLine(buildTlsFailure({ certificate: { file: '/a.pem', name: 'a' } }), '/ca.pem')
    expect(own).toMatchObject({ certificate: '/a.pem', error: { code: 'client_tls' } })
    expect(lineFaults(own)).toEqual([])
    const line = tlsErrorLine(buildTlsFailure({ reason: 'unknown_ca' }), '/ca.pem')
    expect(line).not.toHaveProperty('certificate')
    expect(line).toMatchObject({ error: { message: 'client does not trust the CA' }, probable: false })
    expect(line.hint).toContain('/ca.pem')
    expect(lineFaults(line)).toEqual([])
  })

  test('warnings', () => {
    const warning = { type: 'warning', at: startedAt, code: 'internal', message: 'm' } as const
    expect(lineFaults(warningLine(warning))).toEqual([])
    expect(lineFaults(warningLine({ ...warning, exchange: 'a' }))).toEqual([])
  })

  test('the summary of nothing and of something', () => {
    const totals = {
      startedAt,
      endedAt: startedAt + 1500,
      counters: createCounters(),
      metrics: createMetrics(),
      lost: { lines: 0, exchanges: 0 },
    }
    expect(summaryLine(totals)).toMatchObject({ durationMs: 1500, errorShare: null, latencyMs: { p50: null, max: 0 } })
    expect(lineFaults(summaryLine(totals))).toEqual([])
    totals.counters.finished = 3
    totals.counters.errors = 1
    totals.metrics.answered(startedAt, 12)
    expect(summaryLine(totals)).toMatchObject({ errorShare: 0.3333, latencyMs: { p50: 11.738, max: 12 } })
    expect(lineFaults(summaryLine(totals))).toEqual([])
  })
})

test('the validator is not asleep', () => {
  expect(lineFaults({ ...exchangeLine(buildExchange()), surprise: 1 })).not.toEqual([])
  expect(lineFaults({ type: 'nonsense' })).not.toEqual([])
})
