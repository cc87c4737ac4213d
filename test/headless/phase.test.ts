import { expect, test } from 'vitest'
import { createPaint } from '../../src/headless/paint.ts'
import { formatPhase, phaseLine } from '../../src/headless/phase.ts'

const at = Date.UTC(2026, 0, 1)
const report = { type: 'phase' as const, at, name: 'outage', run: 1, until: at + 5_000 }

test('a line of NDJSON', () => {
  expect(phaseLine(report)).toEqual({
    type: 'phase',
    v: 1,
    at: '2026-01-01T00:00:00.000Z',
    name: 'outage',
    run: 1,
    until: '2026-01-01T00:00:05.000Z',
  })
  expect(phaseLine({ ...report, state: 'down' })).toMatchObject({ state: 'down' })
})

test('a line for people', () => {
  const paint = createPaint(false)
  expect(formatPhase(report, paint)).toMatch(/^\d\d:\d\d:\d\d PHASE {3}outage {2}for 5 s$/)
  expect(formatPhase({ ...report, state: 'up' }, paint)).toMatch(/ outage up {2}for 5 s$/)
  const { until: _none, ...last } = report
  expect(formatPhase({ ...last, name: null }, paint)).toMatch(/ the scenario is over$/)
})
