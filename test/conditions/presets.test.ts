import { expect, test } from 'vitest'
import { presets } from '../../src/conditions/presets.ts'

test.each([
  ['3g', 50_000, 50_000, 2000],
  ['slow-4g', 180_000, 84_375, 562.5],
  ['fast-4g', 1_012_500, 168_750, 165],
  ['offline', 0, 0, 0],
])('%s has the numbers that DevTools shows', (name, down, up, latency) => {
  expect(presets[name]).toEqual({ down, up, latency })
})

test('Lighthouse counts kilobits of 1024 bits on the way down', () => {
  expect(presets['lighthouse-mobile']).toEqual({ down: 184_320, up: 84_375, latency: 562.5 })
})

test('the names from before the renaming mean the same', () => {
  expect(presets['slow-3g']).toBe(presets['3g'])
  expect(presets['fast-3g']).toBe(presets['slow-4g'])
})
