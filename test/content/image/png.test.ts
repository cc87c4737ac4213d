import { expect, test } from 'vitest'
import { decodePng } from '../../../src/content/image/png.ts'
import { rawPng } from '../../support/png.ts'

const pixels = (bytes: Uint8Array) => [...decodePng(bytes).rgba]

test('every way of colours', () => {
  expect(pixels(rawPng({ width: 1, height: 1, depth: 8, colour: 2 }, Uint8Array.of(0, 1, 2, 3)))).toEqual([
    1, 2, 3, 255,
  ])
  expect(
    pixels(rawPng({ width: 1, height: 1, depth: 16, colour: 6 }, Uint8Array.of(0, 1, 9, 2, 9, 3, 9, 4, 9))),
  ).toEqual([1, 2, 3, 4])
  expect(pixels(rawPng({ width: 1, height: 1, depth: 8, colour: 4 }, Uint8Array.of(0, 7, 8)))).toEqual([7, 7, 7, 8])
  expect(pixels(rawPng({ width: 2, height: 1, depth: 1, colour: 0 }, Uint8Array.of(0, 0x40)))).toEqual([
    0, 0, 0, 255, 255, 255, 255, 255,
  ])
  const palette = { PLTE: [1, 2, 3, 4, 5, 6], tRNS: [9] }
  expect(pixels(rawPng({ width: 2, height: 1, depth: 4, colour: 3 }, Uint8Array.of(0, 0x10), palette))).toEqual([
    4, 5, 6, 255, 1, 2, 3, 9,
  ])
})

test('what is cut is transparent where it is missing, and says so', () => {
  const cut = decodePng(rawPng({ width: 1, height: 2, depth: 8, colour: 2 }, Uint8Array.of(0, 1, 2, 3, 0, 4)))
  expect([...cut.rgba]).toEqual([1, 2, 3, 255, 0, 0, 0, 0])
  expect(cut.cut).toBe('the image ends early: the first 1 of its 2 lines is there')
  const none = decodePng(rawPng({ width: 1, height: 2, depth: 8, colour: 2 }, new Uint8Array()))
  expect([[...none.rgba], none.cut]).toEqual([
    [0, 0, 0, 0, 0, 0, 0, 0],
    'the image ends early: none of its 2 lines are there',
  ])
})

test('what is none is refused', () => {
  expect(() => decodePng(new Uint8Array(20))).toThrow('no header or no pixels')
  expect(() =>
    decodePng(rawPng({ width: 1, height: 1, depth: 8, colour: 2, interlaced: true }, new Uint8Array())),
  ).toThrow('interlaced')
  expect(() => decodePng(rawPng({ width: 1, height: 1, depth: 8, colour: 5 }, new Uint8Array()))).toThrow('colour')
  // More pixels than the head says would be a bomb.
  expect(() => decodePng(rawPng({ width: 1, height: 1, depth: 8, colour: 2 }, new Uint8Array(100_000)))).toThrow()
})
