import { describe, expect, test } from 'vitest'
import { createMetrics, isBad } from '../../src/store/metrics.ts'

/** The beginning of a second. */
const second = 1_700_000_000_000

describe('metrics', () => {
  test('rates, errors and waiting times of the last whole seconds', () => {
    const metrics = createMetrics()
    for (let i = 0; i < 20; i++) {
      metrics.started(second + i * 100)
      metrics.answered(second + i * 100, i < 18 ? 10 : 500)
      metrics.ended(second + i * 100, i < 5)
    }
    const pulse = metrics.pulse(second + 2000, 2)
    expect(pulse.requestsPerSecond).toBe(10)
    expect(pulse.errorShare).toBe(0.25)
    expect(pulse.latency.p50).toBeCloseTo(10, -0.5)
    expect(pulse.latency.p99).toBeGreaterThan(400)
    expect(pulse.latency.max).toBe(500)
  })

  test('the running second does not count yet', () => {
    const metrics = createMetrics()
    metrics.started(second)
    expect(metrics.pulse(second + 999).requestsPerSecond).toBe(0)
    expect(metrics.pulse(second + 1000, 1).requestsPerSecond).toBe(1)
  })

  test('silence is no error share and no percentile', () => {
    expect(createMetrics().pulse(second)).toEqual({
      requestsPerSecond: 0,
      errorShare: null,
      latency: { p50: null, p90: null, p99: null, max: 0 },
    })
  })

  test('the minute before is forgotten, the session’s total is not', () => {
    const metrics = createMetrics()
    metrics.started(second)
    metrics.answered(second, 5)
    expect(metrics.pulse(second + 60_000, 59).requestsPerSecond).toBe(0)
    metrics.started(second + 60_000)
    expect(metrics.series(second + 61_000, 1)).toEqual([{ requests: 1, errors: 0, p50: null }])
    expect(metrics.total.count).toBe(1)
  })

  test('a series has a place for every second, oldest first', () => {
    const metrics = createMetrics()
    metrics.started(second + 3000)
    metrics.ended(second + 4000, true)
    expect(metrics.series(second + 5000, 3).map(({ requests, errors }) => [requests, errors])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ])
    expect(metrics.series(second)).toHaveLength(59)
  })

  test('bad is what the other side did not do well; clients that leave are not', () => {
    expect(isBad('complete', 200)).toBe(false)
    expect(isBad('complete', 404)).toBe(false)
    expect(isBad('complete', 503)).toBe(true)
    expect(isBad('client_abort', 200)).toBe(false)
    expect(isBad('upstream_error', null)).toBe(true)
    expect(isBad('refused', 400)).toBe(true)
    expect(isBad('fault', null)).toBe(true)
    expect(isBad('mock', 200)).toBe(false)
  })
})
