import { expect, test } from 'vitest'
import type { Totals } from '../../src/headless/line.ts'
import { createPaint } from '../../src/headless/paint.ts'
import { formatSummary } from '../../src/headless/summary.ts'
import { createCounters } from '../../src/store/counters.ts'
import { createMetrics } from '../../src/store/metrics.ts'
import { startedAt } from '../support/exchange.ts'

const totals = (change: Partial<Totals> = {}): Totals => ({
  startedAt,
  endedAt: startedAt + 31_200,
  counters: createCounters(),
  metrics: createMetrics(),
  lost: { lines: 0, exchanges: 0 },
  ...change,
})
const plain = createPaint(false)
const advice = { env: 'mbx ca env', trust: 'mbx ca trust', doctor: 'mbx doctor' }

test('a session in which nothing happened has one line', () => {
  expect(formatSummary(totals(), plain)).toBe('summary   0 exchanges in 31 s')
})

test('where something was expected, having nothing is explained', () => {
  expect(formatSummary(totals(), plain, advice).split('\n')).toEqual([
    'summary   0 exchanges in 31 s',
    'why       no client used the proxy; mbx doctor tells which would',
  ])
  const counters = { ...createCounters(), exchanges: 1, finished: 1 }
  expect(formatSummary(totals({ counters }), plain, advice)).not.toContain('why')
})

test('counts, shares, percentiles and what was lost', () => {
  const counters = {
    ...createCounters(),
    exchanges: 12,
    connects: 2,
    finished: 10,
    errors: 1,
    requestBytes: 10,
    responseBytes: 2_000_000,
    webSockets: 1,
    tunnels: 2,
    tlsFailures: 1,
    warnings: 3,
  }
  counters.outcomes.complete = 9
  counters.outcomes.upstream_error = 1
  counters.statuses['2xx'] = 8
  counters.statuses['5xx'] = 1
  const metrics = createMetrics()
  for (let i = 0; i < 100; i++) metrics.answered(startedAt, i < 95 ? 10 : 1000)
  expect(formatSummary(totals({ counters, metrics, lost: { lines: 4, exchanges: 1 } }), plain).split('\n')).toEqual([
    'summary   10 exchanges, 2 CONNECTs in 31 s',
    'outcomes  9 complete, 1 failed upstream, 1 unfinished, 10 % errors',
    'statuses  2xx 8, 5xx 1',
    expect.stringMatching(/^answered {2}p50 (9\.\d|1\d) ms, p90 (9\.\d|1\d) ms, p99 1 s, max 1 s$/),
    'bodies    10 B up, 2 MB down',
    'also      1 WebSocket, 2 tunnels, 1 TLS failure, 3 warnings',
    'lost      4 lines not written, 1 exchange dropped before the end',
  ])
})
