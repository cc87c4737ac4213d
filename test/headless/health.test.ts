import { expect, test } from 'vitest'
import { formatHealth, healthLine } from '../../src/headless/health.ts'
import { createPaint } from '../../src/headless/paint.ts'
import type { HealthReport } from '../../src/store/index.ts'
import { startedAt } from '../support/exchange.ts'
import { lineFaults } from '../support/line-check.ts'

const report: HealthReport = {
  type: 'health',
  at: startedAt,
  route: '/api',
  upstream: 'http://localhost:3000',
  state: 'unhealthy',
  by: 'check',
  reason: 'answered 500',
}

test('lines for people and for programs', () => {
  const { upstream: _one, ...breaker } = { ...report, state: 'open' as const, by: 'breaker' as const }
  expect(formatHealth(report, createPaint(false))).toMatch(
    /^\d\d:\d\d:\d\d HEALTH {2}http:\/\/localhost:3000 \(\/api\) is unhealthy {2}answered 500$/,
  )
  expect(formatHealth(breaker, createPaint(false))).toContain('the circuit breaker of /api is open')
  const forgotten = { ...report, state: 'forgotten' as const, by: 'routes' as const, reason: 'its route is gone' }
  expect(formatHealth(forgotten, createPaint(false))).toContain('(/api) is forgotten  its route is gone')
  const listener = '127.0.0.1:8000'
  expect(formatHealth({ ...report, listener }, createPaint(false))).toContain('(/api on 127.0.0.1:8000) is unhealthy')
  expect(healthLine({ ...report, listener })).toMatchObject({ listener })
  expect(lineFaults(healthLine({ ...report, listener }))).toEqual([])
  expect(lineFaults(healthLine(forgotten))).toEqual([])
  expect(lineFaults(healthLine(report))).toEqual([])
  expect(lineFaults(healthLine(breaker))).toEqual([])
})
