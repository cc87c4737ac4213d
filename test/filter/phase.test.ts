import { expect, test } from 'vitest'
import { comparePhase, laterPhase, phases } from '../../src/filter/phase.ts'

test('phases compare in the order in which an exchange goes through them', () => {
  expect(phases).toEqual(['connection', 'request-head', 'request-body', 'response-head', 'response-body', 'end'])
  for (let i = 1; i < phases.length; i++) {
    expect(comparePhase(phases[i - 1]!, phases[i]!)).toBeLessThan(0)
    expect(comparePhase(phases[i]!, phases[i - 1]!)).toBeGreaterThan(0)
    expect(comparePhase(phases[i]!, phases[i]!)).toBe(0)
  }
})

test('the later of two is the one that comes after', () => {
  expect(laterPhase('request-body', 'response-head')).toBe('response-head')
  expect(laterPhase('end', 'connection')).toBe('end')
})
