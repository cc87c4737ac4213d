import { describe, expect, test } from 'vitest'
import { lag, link } from '../../src/config/condition-kinds.ts'

const place = { where: '--throttle', base: '/' }

describe('link', () => {
  test.each([
    ['3g', { down: 50_000, up: 50_000, latency: 2000 }],
    ['Slow-4G', { down: 180_000, up: 84_375, latency: 562.5 }],
    ['1MB/s', { down: 1_000_000, up: 1_000_000, latency: 0 }],
    ['10MB/1MB', { down: 10_000_000, up: 1_000_000, latency: 0 }],
    ['offline', { down: 0, up: 0, latency: 0 }],
  ])('%s', (text, expected) => expect(link.read(text, place)).toEqual(expected))

  test.each(['5g', 'toString', '10', 'fast'])('%j is refused', (text) => expect(link.read(text, place)).toBeUndefined())

  test('a number with an unknown unit hears the units', () => {
    expect(link.reason!('500KB')).toContain('kB, MB')
    expect(link.reason!('fast')).toBeUndefined()
  })
})

describe('lag', () => {
  test.each([
    ['200ms', { latency: 200, jitter: 0 }],
    [200, { latency: 200, jitter: 0 }],
    ['200ms±50', { latency: 200, jitter: 50 }],
    ['1s+-250ms', { latency: 1000, jitter: 250 }],
  ])('%s', (text, expected) => expect(lag.read(text, place)).toEqual(expected))

  test.each(['soon', '200±', '50ms±200', '1±1±1'])('%j is refused', (text) =>
    expect(lag.read(text, place)).toBeUndefined(),
  )
})
