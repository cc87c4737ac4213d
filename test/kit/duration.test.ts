import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../../src/kit/duration.ts'

describe('parseDuration', () => {
  test.each([
    ['200ms', 200],
    ['30s', 30_000],
    ['1.5s', 1500],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['0', 0],
    [' 5s ', 5000],
  ])('%j is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test.each(['', '5', 's', '5 s', '-1s', '1s2', '1e3ms', '5x', '1.s'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  test('a bare number counts in the unit given', () => {
    expect(parseDuration('5', 's')).toBe(5000)
    expect(parseDuration('2.5', 's')).toBe(2500)
    expect(parseDuration('5', 'ms')).toBe(5)
  })

  test('reads what formatDuration writes', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (ms) => parseDuration(formatDuration(ms)) === ms))
  })
})

test('formatDuration takes the largest whole unit', () => {
  expect([0, 200, 30_000, 90_000, 3_600_000].map(formatDuration)).toEqual(['0', '200ms', '30s', '90s', '1h'])
})
