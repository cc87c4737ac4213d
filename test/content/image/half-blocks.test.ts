import { expect, test } from 'vitest'
import { halfBlocks } from '../../../src/content/image/half-blocks.ts'

const pixels = (width: number, height: number, at: (x: number, y: number) => number[]) => ({
  width,
  height,
  rgba: Uint8Array.from(Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))).flat()),
})

test('two pixels a cell', () => {
  expect(
    halfBlocks(
      pixels(2, 2, (x, y) => [x * 255, y * 255, 0, 255]),
      80,
    ),
  ).toEqual([
    [
      ['▀', '#000000/#00ff00'],
      ['▀', '#ff0000/#ffff00'],
    ],
  ])
})

test('what is transparent shows the ground, an odd last row too', () => {
  expect(
    halfBlocks(
      pixels(2, 1, () => [9, 9, 9, 0]),
      80,
    ),
  ).toEqual([[['▀▀', '#303030/#303030']]])
})

test('is made as small as the room, and never larger', () => {
  const rows = halfBlocks(
    pixels(400, 800, () => [1, 1, 1, 255]),
    60,
  )
  expect(rows).toHaveLength(40)
  expect(rows[0]![0]![0]).toHaveLength(40)
})
