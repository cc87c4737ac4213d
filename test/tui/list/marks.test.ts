import { expect, test } from 'vitest'
import { countChanges, marksOf } from '../../../src/tui/list/marks.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { noTimings } from '../../support/events.ts'
import { buildExchange, startedAt, type ExchangeFacts } from '../../support/exchange.ts'

const marks = (facts: ExchangeFacts) => plainLine(marksOf(buildExchange(facts))).trim()
const patch = (cause: string) => ({ op: 'add', index: 0, name: 'x', value: '1', cause }) as never

test.each<[ExchangeFacts, string]>([
  [{}, ''],
  [
    {
      faults: [
        { name: 'latency', attributes: {}, applied: true },
        { name: 'abort', attributes: {}, applied: false },
      ],
    },
    '⚡latency',
  ],
  [{ outcome: 'mock' }, '◇mock'],
  [{ outcome: 'client_abort' }, '✗client left'],
  [{ outcome: 'upstream_error', error: { code: 'dns_failed', message: 'x', leg: 'upstream' } }, '✗dns_failed'],
  [{ kind: 'websocket', messageCount: { up: 1, down: 2 } }, '≋↑1 ↓2'],
  [{ replayOf: 'b' }, '↺'],
  [{ cassette: { result: 'hit' } }, '◦hit'],
  [{ tags: ['slow'], comment: 'why?' }, '#slow “why?”'],
  [{ marked: 'marked' }, '●'],
  [{ paused: [{ id: 'p1', at: 'request', since: 1, then: 'resume', rule: 'r' }] }, '‖request'],
  [{ changedBodies: { request: { causes: ['edit'] } } }, 'Δ1'],
  [
    {
      hops: [{ request: [patch('edit')], response: [] }],
      changedBodies: { request: { causes: ['edit'] }, response: { causes: ['edit'] } },
    },
    'Δ3',
  ],
  [{ hops: [{ request: [patch('rule a'), patch('hop-by-hop')], response: [patch('option -H')] }] }, 'Δ2'],
])('%j', (facts, text) => {
  expect(marks(facts)).toBe(text)
})

const tries = (...codes: string[]) => ({
  attempts: codes.map((code) => {
    return { startedAt, failure: { code, message: code, leg: 'upstream' as const }, reused: false, timings: noTimings }
  }),
})

test.each([
  [tries('connect_refused'), '2nd try'],
  [tries('connect_refused', 'upstream_timeout'), '3rd try'],
  [tries('connect_refused', 'upstream_unwanted'), '2nd try'],
  [tries('upstream_unwanted'), 'hedged'],
  [{ ...tries('connect_refused'), timings: { ...noTimings, wait: 101 } }, 'hedged'],
  [tries(...Array<string>(10).fill('upstream_status')), '11th try'],
  [tries(...Array<string>(20).fill('upstream_status')), '21st try'],
  [{ ...tries('connect_refused'), upstream: undefined as never }, ''],
])('the try that was answered is told by its number: %#', (facts, text) => {
  expect(marks(facts)).toBe(text)
})

test('what is always changed does not count', () => {
  expect(
    countChanges(buildExchange({ hops: [{ request: [patch('target-form'), patch('framing')], response: [] }] })),
  ).toBe(0)
})
