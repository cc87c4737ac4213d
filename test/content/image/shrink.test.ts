import { expect, test } from 'vitest'
import { shrink } from '../../../src/content/image/shrink.ts'

const pixels = (width: number, height: number, at: (x: number, y: number) => number[]) => ({
  width,
  height,
  rgba: Uint8Array.from(Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))).flat()),
})

test('what is small stays as it is', () => {
  const small = pixels(300, 80, () => [1, 2, 3, 4])
  expect(shrink(small)).toBe(small)
})

test('parts become their mean', () => {
  const { width, height, rgba } = shrink(pixels(4, 160, (x, y) => [x * 50, y % 2 === 0 ? 0 : 10, 0, 255]))
  expect([width, height]).toEqual([2, 80])
  expect([...rgba.subarray(0, 8)]).toEqual([25, 5, 0, 255, 125, 5, 0, 255])
})

test('what it says of itself stays', () => {
  expect(shrink({ ...pixels(4, 160, () => [0, 0, 0, 0]), cut: 'ends early' }).cut).toBe('ends early')
})

test('a wide one by its width, and nothing becomes less than a pixel', () => {
  const { width, height, rgba } = shrink(pixels(4800, 2, () => [7, 0, 0, 255]))
  expect([width, height, rgba[0]]).toEqual([800, 1, 7])
})

test('what is transparent has no colour of its own', () => {
  const { rgba } = shrink(pixels(2, 160, (x) => (x === 0 ? [200, 0, 0, 255] : [0, 200, 0, 0])))
  expect([...rgba.subarray(0, 4)]).toEqual([200, 0, 0, 128])
})
