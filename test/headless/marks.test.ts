import { describe, expect, test } from 'vitest'
import { marksOf } from '../../src/headless/marks.ts'
import { buildExchange, startedAt } from '../support/exchange.ts'
import { attemptEvent } from '../support/events.ts'

const attempt = { ...attemptEvent('a').attempt, startedAt }

describe('marks', () => {
  test('an ordinary exchange has none', () => {
    expect(marksOf(buildExchange())).toEqual({ notes: [] })
  })

  test.each<[string, Parameters<typeof buildExchange>[0], string[]]>([
    ['a mock', { outcome: 'mock' }, ['mock']],
    ['a WebSocket', { kind: 'websocket', status: 101, messageCount: { up: 1, down: 2 } }, ['ws 1 up, 2 down']],
    ['a refused WebSocket', { kind: 'websocket', status: 403 }, []],
    ['an event stream', { messageCount: { up: 0, down: 5 } }, ['5 events']],
    ['a retry that helped', { attempts: [attempt] }, ['retried']],
    ['a hedge that failed', { attempts: [{ ...attempt, startedAt: startedAt + 50 }] }, ['hedged']],
    [
      'a hedge that was not needed',
      { attempts: [{ ...attempt, failure: { ...attempt.failure!, code: 'upstream_unwanted' } }] },
      ['hedged'],
    ],
    ['a recording', { cassette: { result: 'hit' } }, ['cassette hit']],
    ['a replay', { replayOf: 'x0' }, ['replay']],
    [
      'faults, the applied ones',
      {
        faults: [
          { name: 'latency', attributes: {}, applied: true },
          { name: 'slicer', attributes: {}, applied: false, skipped: 'h2' },
        ],
      },
      ['fault latency'],
    ],
  ])('%s', (_name, facts, notes) => {
    expect(marksOf(buildExchange(facts))).toEqual({ notes })
  })

  test('several attempts that all failed', () => {
    const { upstream: _none, ...exchange } = buildExchange({ attempts: [attempt, attempt] })
    expect(marksOf(exchange).notes).toEqual(['2 attempts'])
  })

  test('the failure has its code; without one the outcome speaks', () => {
    const error = { code: 'dns_failed', message: 'no such host', leg: 'upstream' } as const
    expect(marksOf(buildExchange({ error, outcome: 'upstream_error' })).failure).toBe('no such host (dns_failed)')
    expect(marksOf(buildExchange({ outcome: 'client_abort' })).failure).toBe('the client went away')
    expect(marksOf(buildExchange({ outcome: 'upstream_error' })).failure).toBe('the upstream failed')
  })
})
