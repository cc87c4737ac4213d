import { describe, expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { startFace, type FaceKind } from '../../src/headless/face.ts'
import type { FaceSource } from '../../src/headless/voice.ts'
import { createStore } from '../../src/store/store.ts'
import {
  endEvent,
  exchangeEvents,
  messageEvent,
  requestEvent,
  responseEvent,
  responseHead,
  start,
  tlsErrorEvent,
  tunnelEvent,
  upstreamEvent,
  warningEvent,
} from '../support/events.ts'
import { holdOutput } from '../support/face-output.ts'
import { lineFaults } from '../support/line-check.ts'

const listening = {
  mode: 'forward',
  url: 'http://127.0.0.1:8080',
  port: 8080,
  ca: '/ca.pem',
  seed: '8f3a',
  pid: 7,
} as const

function begin(kind: FaceKind, change: Partial<FaceSource> = {}) {
  const clock = createFakeClock(start)
  const store = createStore({ maxExchanges: 100, maxMemory: 1e9, maxBody: 1e6 }, clock)
  const output = holdOutput()
  const face = startFace(kind, { store, clock, listening, ...change }, output)
  const parsed = () =>
    output.lines().map((line) => JSON.parse(line) as { type: string; id?: string; [key: string]: unknown })
  return { clock, store, output, face, parsed }
}

const failing = [
  requestEvent('bad'),
  responseEvent('bad', { head: responseHead({ status: 502 }) }),
  endEvent('bad', {
    outcome: 'upstream_error',
    error: { code: 'dns_failed', message: 'no such host', leg: 'upstream' },
  }),
]
const socket = [
  requestEvent('ws', { kind: 'websocket', url: 'ws://a.test/' }),
  upstreamEvent('ws'),
  responseEvent('ws', { head: responseHead({ status: 101, fields: [] }) }),
  messageEvent('ws', 'hello'),
  endEvent('ws'),
]
const stream = [requestEvent('sse'), upstreamEvent('sse'), responseEvent('sse', { stream: true })]
const everything = [
  ...exchangeEvents('a'),
  ...failing,
  ...socket,
  ...stream,
  tunnelEvent('tunnel-opened'),
  tunnelEvent('tunnel-closed', { endedAt: start + 5 }),
  tlsErrorEvent(),
  warningEvent('odd'),
]

describe('ndjson', () => {
  test('first listening, at once; last the summary; in between every fact, each a line of the schema', () => {
    const { store, output, face, parsed } = begin('ndjson')
    expect(parsed()).toEqual([{ type: 'listening', v: 1, ...listening }])
    for (const event of everything) store.apply(event)
    face.close()
    expect(parsed().map((line) => `${line.type} ${line.id ?? ''}`.trim())).toEqual([
      'listening',
      'exchange a',
      'exchange bad',
      'open ws',
      'websocket ws',
      'exchange ws',
      'open sse',
      'tunnel t1',
      'tunnel t1',
      'tls-error f1',
      'warning',
      'summary',
    ])
    for (const line of parsed()) expect(lineFaults(line)).toEqual([])
    expect(output.errors).toEqual(['warning odd (internal)\n'])
  })

  test('lines come while it runs, not at the end', () => {
    const { store, clock, parsed } = begin('ndjson')
    for (const event of exchangeEvents('a')) store.apply(event)
    clock.advance(10)
    expect(parsed().at(-1)).toMatchObject({ type: 'exchange', id: 'a' })
  })

  test('closing twice is closing once, and then nothing is said', () => {
    const { store, clock, face, parsed } = begin('ndjson')
    face.close()
    face.close()
    for (const event of exchangeEvents('a')) store.apply(event)
    clock.advance(100)
    expect(parsed().map((line) => line.type)).toEqual(['listening', 'summary'])
  })

  test('an end that comes twice is one line', () => {
    const { store, face, parsed } = begin('ndjson')
    for (const event of [...exchangeEvents('a'), endEvent('a', { at: start + 99 })]) store.apply(event)
    face.close()
    expect(parsed().filter((line) => line.type === 'exchange')).toHaveLength(1)
  })

  test('quiet keeps the first line, errors, warnings and the summary', () => {
    const { store, face, parsed } = begin('ndjson', { quiet: true })
    for (const event of everything) store.apply(event)
    face.close()
    expect(parsed().map((line) => line.type)).toEqual(['listening', 'exchange', 'tls-error', 'warning', 'summary'])
  })

  test('a CONNECT is no stream that opens', () => {
    const { store, face, parsed } = begin('ndjson')
    store.apply(requestEvent('c', { kind: 'connect' }))
    store.apply(responseEvent('c', { stream: true }))
    store.apply(endEvent('c'))
    face.close()
    expect(parsed().map((line) => line.type)).toEqual(['listening', 'exchange', 'summary'])
  })

  test('a refused WebSocket does not open', () => {
    const { store, face, parsed } = begin('ndjson')
    const refused = responseEvent('ws', { head: responseHead({ status: 403 }) })
    for (const event of [requestEvent('ws', { kind: 'websocket' }), refused, endEvent('ws')]) store.apply(event)
    face.close()
    expect(parsed().map((line) => line.type)).toEqual(['listening', 'exchange', 'summary'])
  })

  test('a slow reader is told what it missed, in a line and in the summary', () => {
    const { store, output, face, parsed } = begin('ndjson')
    output.stall()
    const url = `http://a.test/${'x'.repeat(1024 * 1024)}`
    for (let i = 0; i < 20; i++)
      for (const event of [requestEvent(`r${i}`, { url }), endEvent(`r${i}`)]) store.apply(event)
    output.take()
    face.close()
    const warning = parsed().find((line) => line.type === 'warning')
    expect(warning).toMatchObject({
      code: 'lines_lost',
      message: expect.stringMatching(/^\d+ lines were not written/) as string,
    })
    const { lost } = parsed().at(-1) as unknown as { lost: { lines: number } }
    expect(lost.lines + parsed().filter((line) => line.type === 'exchange').length).toBe(20)
    expect(output.errors.join('')).toContain('lines_lost')
  })

  test('what was dropped before its end is in the summary', () => {
    const clock = createFakeClock(start)
    const store = createStore({ maxExchanges: 1, maxMemory: 1e9, maxBody: 1 }, clock)
    const { face, parsed } = begin('ndjson', { store })
    for (const event of [requestEvent('a'), requestEvent('b'), endEvent('a')]) store.apply(event)
    face.close()
    expect(parsed().at(-1)).toMatchObject({ lost: { lines: 0, exchanges: 1 }, exchanges: 2, finished: 0 })
  })
})

describe('lines', () => {
  test('the facts first, then a line for each, then the summary; warnings on stderr', () => {
    const { store, output, face } = begin('lines')
    for (const event of everything) store.apply(event)
    face.close()
    const lines = output.lines()
    expect(lines[0]).toMatch(/^listening http:\/\/127\.0\.0\.1:8080 forward/)
    expect(lines[1]).toContain('curl --proxy')
    expect(lines.slice(2, 10).map((line) => line.slice(9, 20).trim())).toEqual([
      'GET     200',
      'GET     502',
      'GET     101',
      'GET     101',
      'GET     200',
      'TUNNEL  ope',
      'TUNNEL  end',
      'TLS     api',
    ])
    expect(lines[10]).toMatch(/^summary {3}4 exchanges/)
    expect(output.errors).toEqual(['warning odd (internal)\n'])
  })

  test('a view limits which exchanges are printed, and nothing else', () => {
    const view = { matches: (exchange: { id: string }) => exchange.id === 'bad' }
    const { store, output, face } = begin('lines', { view })
    for (const event of everything) store.apply(event)
    face.close()
    expect(output.lines().filter((line) => line.includes(' GET '))).toHaveLength(1)
    expect(output.text()).toContain('dns_failed')
    expect(output.text()).toContain('TUNNEL')
    expect(output.text()).toContain('4 exchanges')
  })
})

test('quiet is the first line, errors and the summary', () => {
  const { store, output, face } = begin('quiet')
  for (const event of everything) store.apply(event)
  face.close()
  const lines = output.lines()
  expect(lines[0]).toMatch(/^listening/)
  expect(lines[1]).toContain('no such host (dns_failed)')
  expect(lines[2]).toContain('does not trust the CA')
  expect(lines[3]).toMatch(/^summary/)
})

test('warnings from before the face are told after its first line', () => {
  const clock = createFakeClock(start)
  const store = createStore({ maxExchanges: 100, maxMemory: 1e9, maxBody: 1e6 }, clock)
  store.apply(warningEvent('early'))
  const output = holdOutput()
  startFace('ndjson', { store, clock, listening }, output).close()
  expect(output.lines().map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
    'listening',
    'warning',
    'summary',
  ])
  expect(output.errors).toHaveLength(1)
})

test('a face for a command invites nobody and explains silence; with a redactor no secret is written', () => {
  const lines = begin('lines', { forCommand: true })
  lines.face.close()
  expect(lines.output.text()).not.toContain('curl')
  expect(lines.output.text()).toContain('middlebox doctor')
  const disk = begin('ndjson', { redactor: createRedactor() })
  for (const event of [requestEvent('a', { url: 'http://a.test/?token=hunter2' }), endEvent('a')])
    disk.store.apply(event)
  disk.face.close()
  expect(disk.output.text()).toContain('?token={{secret:token-1}}')
  expect(disk.output.text()).not.toContain('hunter2')
})
