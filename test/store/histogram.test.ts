import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { Histogram } from '../../src/store/histogram.ts'

const of = (values: readonly number[]) => {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

describe('histogram', () => {
  test('percentiles are within ten per cent of the exact ones', () => {
    const values = fc.array(fc.double({ min: 0.2, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const sorted = list.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(share * list.length)) - 1]!
        const found = of(list).percentile(share)!
        expect(Math.abs(found - exact) / exact).toBeLessThan(0.1)
      }),
    )
  })

  test('nothing counted is no percentile', () => {
    expect(new Histogram().percentile(0.5)).toBeNull()
  })

  test('odd durations are counted, not thrown at', () => {
    const histogram = of([0, -5, NaN, 1e12, Infinity])
    expect(histogram.count).toBe(5)
    expect(histogram.percentile(0)).toBeLessThan(0.2)
  })

  test('the greatest is exact', () => {
    expect(of([1, 123.4]).max).toBe(123.4)
    expect(of([1, 123.4]).percentile(1)).toBeLessThanOrEqual(123.4)
  })

  test('sums and starts again', () => {
    const sum = of([1, 1, 1])
    sum.add(of([1000]))
    expect([sum.count, sum.max]).toEqual([4, 1000])
    expect(sum.percentile(0.5)).toBeLessThan(1.1)
    sum.reset()
    expect([sum.count, sum.max, sum.percentile(0.5)]).toEqual([0, 0, null])
  })
})
